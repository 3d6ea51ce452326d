"""Incident -> how far it is borne out.

`voices` says whose word each claim is (`offices`: who is meant by "the governor"), `state` what follows from who agrees
with whom, `title` names the incident in words that are the same for every party.
"""

from tocsin.assess.state import assess
from tocsin.assess.title import title
from tocsin.assess.voices import Holders, Voice, Who, voices

__all__ = ["Holders", "Voice", "Who", "assess", "title", "voices"]
