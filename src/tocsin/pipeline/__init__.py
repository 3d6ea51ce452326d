"""The hallway: the only part that orders the rooms.

Entrances (the command line, and later the batch and the web) find everything that they need here.
"""

from tocsin.gazetteer import Explanation, own_file
from tocsin.pipeline.house import House
from tocsin.pipeline.names import explained, imported
from tocsin.pipeline.output import FORMATS, Look, write
from tocsin.pipeline.walks import EXAMPLES, Door, Window, record
from tocsin.publish.words import visible
from tocsin.read import Hints, Progress

__all__ = [
    "EXAMPLES",
    "FORMATS",
    "Door",
    "Explanation",
    "Hints",
    "House",
    "Look",
    "Progress",
    "Window",
    "explained",
    "imported",
    "own_file",
    "record",
    "visible",
    "write",
]
