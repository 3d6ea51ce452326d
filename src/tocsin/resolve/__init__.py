"""Claims -> incidents: which of them speak of one happening.

`tellings` makes of each report what it says of one place at one time (`drafts`, `where`, `when`); `near` says which of
them could be of one happening at all, `features` how much speaks for it (`targets` knows what is hit); `cluster` joins
them, and `weave` takes new ones into what is there. The words and weights are data files in `lexicon/`.
"""

from tocsin.resolve.cluster import Bond, Group, Judged
from tocsin.resolve.copies import Likeness, Print, likeness, origins, print_of
from tocsin.resolve.features import Link, Sign, link
from tocsin.resolve.incidents import incident_id, incident_of, telling_prefix
from tocsin.resolve.telling import Telling
from tocsin.resolve.tellings import tellings
from tocsin.resolve.weave import Fabric, Loom, reweave, weave

__all__ = [
    "Bond",
    "Fabric",
    "Group",
    "Judged",
    "Likeness",
    "Link",
    "Loom",
    "Print",
    "Sign",
    "Telling",
    "incident_id",
    "incident_of",
    "likeness",
    "link",
    "origins",
    "print_of",
    "reweave",
    "telling_prefix",
    "tellings",
    "weave",
]  # fmt: skip
