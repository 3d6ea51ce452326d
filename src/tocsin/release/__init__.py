"""The rules of "Do no harm": whatever is public is a `Released`, which is made here and nowhere else."""

from tocsin.release.nouns import Area, Held, Number, Released, ReleasedAlert, ReleasedClaim
from tocsin.release.rules import Releaser
from tocsin.release.warnings import release_alert

__all__ = ["Area", "Held", "Number", "Released", "ReleasedAlert", "ReleasedClaim", "Releaser", "release_alert"]
