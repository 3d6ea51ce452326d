"""The static files of the relay: CAP messages, feeds, and how each region stands, in a folder for any web server.

    FOLDER/cap/ID.cap        each message, for ever the same
    FOLDER/feed.atom, feed.rss, alerts.geojson
    FOLDER/state.json        all regions; FOLDER/state/UA-59.json one of them
    FOLDER/headers.json      how long each kind may be kept by a cache

A file appears whole or not at all. What a reader sees is never older than its `valid_until` says: after that it means
unknown.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.errors import SettingsError
from tocsin.model import Alert, AreaStatus
from tocsin.pipeline.exporting import known_in_public
from tocsin.pipeline.house import House
from tocsin.publish.cap.alerts import message
from tocsin.publish.cap.rules import checked
from tocsin.publish.cap.signing import Key, signed
from tocsin.publish.cap.xml import written
from tocsin.publish.feeds import Place, atom, geojson, listed, rss
from tocsin.publish.states import VALID, index, region
from tocsin.release import ReleasedAlert, release_alert
from tocsin.warn import worded
from tocsin.warn.catalogue import catalogue

#: How long a cache may keep each kind of file (HTTP Cache-Control). States are asked for anew each time that counts.
HEADERS = {
    "cap/*.cap": {"Content-Type": "application/cap+xml", "Cache-Control": "public, max-age=31536000, immutable"},
    "feed.atom": {"Content-Type": "application/atom+xml", "Cache-Control": "public, max-age=10, must-revalidate"},
    "feed.rss": {"Content-Type": "application/rss+xml", "Cache-Control": "public, max-age=10, must-revalidate"},
    "alerts.geojson": {"Content-Type": "application/geo+json", "Cache-Control": "public, max-age=10, must-revalidate"},
    "state*.json": {"Content-Type": "application/json", "Cache-Control": "public, max-age=10, must-revalidate"},
}


@dataclass(frozen=True, slots=True)
class Public:
    """What the files are made with: whose they are, where they will be found, who is public, outlines, the key."""

    place: Place
    sender: str
    public: Callable[[str], bool]
    outline: Callable[[str], Mapping[str, Any] | None]
    key: Key | None = None


@dataclass(slots=True)
class Files:
    """Writes the files of a relay.

    Args:
        folder: where to.
        made_with: whose they are.
    """

    folder: Path
    made_with: Public
    _alerts: list[ReleasedAlert] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            (self.folder / "cap").mkdir(parents=True, exist_ok=True)
            (self.folder / "state").mkdir(exist_ok=True)
        except OSError as error:
            raise SettingsError(f"{self.folder}: cannot be made: {error.strerror}") from None
        self._put("headers.json", (json.dumps(HEADERS, indent=1) + "\n").encode())

    def write(self, alerts: Iterable[Alert], statuses: Iterable[AreaStatus], now: datetime) -> None:
        """Write alerts that leave, and how all regions stand.

        Raises:
            SigningError: a message cannot be signed: neither it nor what would be known by it is written.
            SettingsError: the folder cannot be written to.
        """
        fresh = [release_alert(worded(a), self.made_with.public) for a in alerts]
        contents = [(a, self._cap(a)) for a in fresh]
        for alert, content in contents:
            self._put(f"cap/{alert.id}.cap", content)
        self._alerts = listed([*self._alerts, *fresh], now)
        place = self.made_with.place
        if fresh or not (self.folder / "feed.atom").exists():
            self._put("feed.atom", atom(self._alerts, place, now))
            self._put("feed.rss", rss(self._alerts, place, now))
        known, touched = list(statuses), {id_ for a in fresh for id_ in a.area.within}
        self._states(known, [s for s in known if s.area.id in touched], now, VALID)

    def renew(self, statuses: Iterable[AreaStatus], now: datetime, valid: timedelta = VALID) -> None:
        """Write how all regions stand, believed for so long from now on."""
        known = list(statuses)
        self._states(known, known, now, valid)

    def _states(self, known: list[AreaStatus], fresh: list[AreaStatus], now: datetime, valid: timedelta) -> None:
        for status in fresh:
            if status.area.code:
                self._put(f"state/{status.area.code}.json", region(status, now, valid))
        self._put("state.json", index(known, now, valid))
        self._put("alerts.geojson", geojson(self._alerts, self._outlines(), now, now + valid))

    def _cap(self, alert: ReleasedAlert) -> bytes:
        term = catalogue().hazards[alert.hazard].term
        made = message(alert, self.made_with.sender, term, self.made_with.outline)
        wrong = checked(made, alert.id)
        if wrong:
            raise SettingsError(f"an alert was about to leave that is no right CAP: {wrong[0]}")
        return signed(made, self.made_with.key) if self.made_with.key else written(made)

    def _outlines(self) -> dict[str, Mapping[str, Any]]:
        ids = {a.area.id for a in self._alerts}
        return {id_: found for id_ in sorted(ids) if (found := self.made_with.outline(id_))}

    def _put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        part = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise SettingsError(f"{path}: cannot be written: {error.strerror}") from None


@dataclass(frozen=True, slots=True)
class Outlet:
    """How files leave, as it was typed: the address of their folder, who sends, the folder with the desk's key."""

    base: str = ""
    sender: str = ""
    key: Path | None = None


def files_of(folder: Path, outlet: Outlet, house: House) -> Files:
    """The files of a relay in a folder.

    Raises:
        SettingsError: who sends is not said, the address is none, or the key is not there.
    """
    if not re.fullmatch(r"[^\s,<&]+", outlet.sender):
        raise SettingsError("--sender: say who sends, as desk.example.org, without blanks, commas, < and &")
    if outlet.base and not outlet.base.startswith(("http://", "https://")):
        raise SettingsError(f"--base {outlet.base}: write it as https://alerts.example.org/")
    base = f"{outlet.base.rstrip('/')}/" if outlet.base else ""
    place = Place(base, f"Warnings relayed by {outlet.sender}", outlet.sender)

    def outline(id_: str) -> Mapping[str, Any] | None:
        found = house.gazetteer.get(id_)
        return house.gazetteer.boundary(found) if found else None

    return Files(folder, Public(place, outlet.sender, known_in_public(house), outline, _key(outlet.key)))


def _key(folder: Path | None) -> Key | None:
    if folder is None:
        return None
    try:
        return Key((folder / "key.pem").read_bytes(), (folder / "certificate.pem").read_bytes())
    except OSError as error:
        raise SettingsError(f"--key {folder}: {error.filename}: {error.strerror}") from None
