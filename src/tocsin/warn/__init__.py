"""Warnings: what an authority's report does, and what state the areas are in.

`verdict` says whether a report leaves, waits for people or is only recorded; `gates` what holds it back whatever it
declares; `areas` what an area is and what it lies in; `board` keeps what each authority said last of each hazard;
`alerts` makes alerts of what changes there, and `wording` words them by the reviewed `catalogue`.
Nothing here originates: a warning is always somebody's words.
"""

from tocsin.warn.alerts import Sent, alerts_of, next_due, renewals
from tocsin.warn.areas import Areas
from tocsin.warn.board import LATE, Board, Said, Word, heard, said
from tocsin.warn.edits import edited, first_version, taken_down
from tocsin.warn.fading import again, lost, missed, passed
from tocsin.warn.verdict import Rules, decide
from tocsin.warn.wording import worded

__all__ = [
    "LATE",
    "Areas",
    "Board",
    "Rules",
    "Said",
    "Sent",
    "Word",
    "again",
    "alerts_of",
    "decide",
    "edited",
    "first_version",
    "heard",
    "lost",
    "missed",
    "next_due",
    "passed",
    "renewals",
    "said",
    "taken_down",
    "worded",
]
