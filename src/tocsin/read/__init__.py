"""The room that reads: payloads in, reports and Problems out.

    for found in read(["export/", "https://example.org/feed.xml"], Hints(zone="Europe/Kyiv")):
        ...

`READERS` is the table of formats. `Fetcher` is the only way in from the network.
"""

from tocsin.read.door import READERS, Progress, Reader, read
from tocsin.read.fetch import Fetched, Fetcher
from tocsin.read.follow import Follower, Looked
from tocsin.read.live import Followed
from tocsin.read.payload import MAX_TEXT, Hints, PassedOver
from tocsin.read.records import jurisdiction_of

__all__ = [
    "MAX_TEXT",
    "READERS",
    "Fetched",
    "Fetcher",
    "Followed",
    "Follower",
    "Hints",
    "Looked",
    "PassedOver",
    "Progress",
    "Reader",
    "jurisdiction_of",
    "read",
]
