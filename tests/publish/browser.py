"""Pages as a real browser has them."""

import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no browser: install chromium to look at the page in one")


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """A browser without a window, network or profile of its own."""
    return subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", "--enable-logging=stderr", "--v=0",
            "--allow-file-access-from-files", "--virtual-time-budget=3000", f"--user-data-dir={folder / 'profile'}",
            *more,
        ],
        capture_output=True, text=True, timeout=90, check=True,
    )  # fmt: skip


def seen(file: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A file as a browser has it once its scripts have run."""
    return run(folder, "--dump-dom", file.as_uri())


def printed(file: Path, folder: Path) -> bytes:
    """A file as a browser prints it: a PDF."""
    run(folder, f"--print-to-pdf={folder / 'printed.pdf'}", "--no-pdf-header-footer", file.as_uri())
    return (folder / "printed.pdf").read_bytes()
