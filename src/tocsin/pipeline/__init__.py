"""The hallway: the only part that orders the rooms.

Entrances (the command line, and later the batch and the web) find everything that they need here.
"""

from tocsin.gazetteer import Explanation, own_file
from tocsin.ledger import stamp, stamped
from tocsin.pipeline.arming import MOST_AREAS, Armed, areas_of, armory
from tocsin.pipeline.asked import Wanted
from tocsin.pipeline.caps import CapFile, cap_file, new_key, registered
from tocsin.pipeline.files import Outlet, files_of
from tocsin.pipeline.following import Access, Following
from tocsin.pipeline.forms import EXPORTS
from tocsin.pipeline.history import history
from tocsin.pipeline.house import House
from tocsin.pipeline.names import explained, imported
from tocsin.pipeline.output import FORMATS, Look, write
from tocsin.pipeline.records import Record
from tocsin.pipeline.relay import Judged, Relay, dry, relaying
from tocsin.pipeline.stamping import Notary
from tocsin.pipeline.walks import EXAMPLES, Door, Window, record
from tocsin.publish.armed import table as armed_table
from tocsin.publish.figures import lines as figure_lines
from tocsin.publish.figures import plot as figure_plot
from tocsin.publish.figures import sheet as figure_sheet
from tocsin.publish.handling import lines as handling_lines
from tocsin.publish.handling import text as handling_text
from tocsin.publish.incidents import lines as incident_lines
from tocsin.publish.incidents import redacted
from tocsin.publish.incidents import table as incident_table
from tocsin.publish.incidents import whole as incident_whole
from tocsin.publish.sources import table as source_table
from tocsin.publish.spells import lines as spell_lines
from tocsin.publish.spells import table as spell_table
from tocsin.publish.words import visible
from tocsin.read import Hints, Progress

__all__ = [
    "EXAMPLES",
    "EXPORTS",
    "FORMATS",
    "MOST_AREAS",
    "Access",
    "Armed",
    "CapFile",
    "Door",
    "Explanation",
    "Following",
    "Hints",
    "House",
    "Judged",
    "Look",
    "Notary",
    "Outlet",
    "Progress",
    "Record",
    "Relay",
    "Wanted",
    "Window",
    "areas_of",
    "armed_table",
    "armory",
    "cap_file",
    "dry",
    "explained",
    "figure_lines",
    "figure_plot",
    "figure_sheet",
    "files_of",
    "handling_lines",
    "handling_text",
    "history",
    "imported",
    "incident_lines",
    "incident_table",
    "incident_whole",
    "new_key",
    "own_file",
    "record",
    "redacted",
    "registered",
    "relaying",
    "source_table",
    "spell_lines",
    "spell_table",
    "stamp",
    "stamped",
    "visible",
    "write",
]
