"""Situation reports: what is claimed of an area and a period, as Markdown and as one printable page."""

from tocsin.publish.sitrep.markdown import lines
from tocsin.publish.sitrep.page import page

__all__ = ["lines", "page"]
