"""The options of `tocsin read`, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.pipeline import FORMATS

#: Who published those of the examples that do not say, and when.
UNSIGNED, EXAMPLE_DAY = "Unsigned note (written example)", "2025-11-21T12:00+03:00"
_SOURCE = "Files, folders, globs, zip files, addresses (http, https); - is standard input."
_FORMAT = f"One of {', '.join(FORMATS)}. Default: by the ending of --out, else table."
_ZONE = "The IANA time zone that the reports speak in, as Europe/Kyiv; also of dates typed here."

Sources = Annotated[list[str] | None, typer.Argument(metavar="SOURCE", help=_SOURCE)]
Format = Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help=_FORMAT)]
Explain = Annotated[bool, typer.Option("--explain", help="Also say which rule and which words made each field.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only reports published then or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only reports published then or before.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published reports that do not say.")]
Published = Annotated[str | None, typer.Option(metavar="TIME", help="When reports without a date were published.")]
Zone = Annotated[str | None, typer.Option("--zone", metavar="ZONE", help=_ZONE)]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write to a file instead of standard output.")]
Examples = Annotated[bool, typer.Option("--examples", help="Read the example reports that come with Tocsin.")]
