"""The rules of "Do no harm": whatever is public is a `Released`, which is made here and nowhere else."""

from tocsin.release.nouns import Area, Held, Number, Released, ReleasedClaim
from tocsin.release.rules import Releaser

__all__ = ["Area", "Held", "Number", "Released", "ReleasedClaim", "Releaser"]
