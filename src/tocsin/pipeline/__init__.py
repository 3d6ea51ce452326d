"""The hallway: the only part that orders the rooms.

Entrances (the command line, and later the batch and the web) find everything that they need here.
"""

from tocsin.gazetteer import Explanation, own_file
from tocsin.ledger import stamp, stamped
from tocsin.pipeline.asked import Wanted
from tocsin.pipeline.forms import EXPORTS
from tocsin.pipeline.house import House
from tocsin.pipeline.names import explained, imported
from tocsin.pipeline.output import FORMATS, Look, write
from tocsin.pipeline.records import Record
from tocsin.pipeline.stamping import Notary
from tocsin.pipeline.walks import EXAMPLES, Door, Window, record
from tocsin.publish.figures import lines as figure_lines
from tocsin.publish.figures import plot as figure_plot
from tocsin.publish.figures import sheet as figure_sheet
from tocsin.publish.incidents import lines as incident_lines
from tocsin.publish.incidents import redacted
from tocsin.publish.incidents import table as incident_table
from tocsin.publish.incidents import whole as incident_whole
from tocsin.publish.sources import table as source_table
from tocsin.publish.words import visible
from tocsin.read import Hints, Progress

__all__ = [
    "EXAMPLES",
    "EXPORTS",
    "FORMATS",
    "Door",
    "Explanation",
    "Hints",
    "House",
    "Look",
    "Notary",
    "Progress",
    "Record",
    "Wanted",
    "Window",
    "explained",
    "figure_lines",
    "figure_plot",
    "figure_sheet",
    "imported",
    "incident_lines",
    "incident_table",
    "incident_whole",
    "own_file",
    "record",
    "redacted",
    "source_table",
    "stamp",
    "stamped",
    "visible",
    "write",
]
