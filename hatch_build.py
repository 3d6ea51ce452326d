"""Builds the gazetteer when the package is built, so that what is installed needs none of its sources."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/tocsin/gazetteer/data/gazetteer.sqlite"


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the file unless it is newer than everything that it is made from."""
        root = Path(self.root)
        output = root / BUILT
        data = output.parent
        sources = [*root.glob("tools/*.py"), *data.glob("*.yml"), *data.glob("*.tsv")]
        sources += [data.parent / "fold.py", data.parent / "schema.py"]
        if not output.exists() or output.stat().st_mtime < max(s.stat().st_mtime for s in sources):
            self.app.display_info("building the gazetteer: about a minute")
            sys.path.insert(0, str(root / "tools"))
            from build_gazetteer import build  # its sources are requirements of the build alone

            build(output)
        if version != "editable":
            build_data["force_include"][str(output)] = "tocsin/gazetteer/data/gazetteer.sqlite"
