"""The relay on live sources: what is heard is relayed, and what is not heard is unknown and never clear."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from live_server import Played, playing
from tocsin.model import Arming, Poll
from tocsin.pipeline import Following, House, Judged, relaying
from tocsin.pipeline.following import Access
from tocsin.pipeline.relay import Relay
from tocsin.vocab import AreaState, Polled

DESCRIBED = """publisher: Office
aliases: [office.example]
language: uk
zone: Europe/Kyiv
country: UA
role: governor
jurisdiction: [UA-59]
"""
RSS = "<rss version='2.0'><channel><title>Office</title><link>https://office.example</link>{}</channel></rss>"


@pytest.fixture
def played() -> Iterator[Played]:
    with playing() as mine:
        yield mine


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "office.yml").write_text(DESCRIBED, "utf-8")
    return House.open(None, folder)


@pytest.fixture
def relay(played: Played, house: House, tmp_path: Path) -> Iterator[Relay]:
    with relaying(f"sqlite:///{tmp_path / 'l.sqlite'}", house, lambda: datetime.now(UTC), None) as walk:
        arming = Arming("office", address(played), ("UA-59",), 40, "a", "test", datetime.now(UTC))
        walk.armed.arm(arming, house.gazetteer.get)
        yield walk


NOW = datetime.now(UTC)


def item(number: int, text: str) -> str:
    """An entry of this hour: alerts that nobody hears of for a day run out."""
    at = format_datetime(NOW - timedelta(minutes=30 - number))
    return f"<item><guid isPermaLink='false'>{number}</guid><title>{text}</title><pubDate>{at}</pubDate></item>"


def address(played: Played) -> str:
    return f"http://{played.site}/feed.xml"


def look(relay: Relay, played: Played, house: House) -> list[object]:
    access = Access(frozenset({played.site}))
    return list(Following(relay, house.sources, [address(played)], access).once())


def show(played: Played, *texts: str, status: int = 200) -> None:
    entries = "".join(item(n, t) for n, t in enumerate(texts, 1))
    played.say("/feed.xml", RSS.format(entries), "application/rss+xml", status)


def state(relay: Relay) -> AreaState:
    [status] = relay.statuses()
    return status.state


THREAT, OVER = "Повітряна тривога! Сумська область", "Відбій повітряної тривоги! Сумська область"


def test_what_a_feed_says_is_relayed_once(relay: Relay, played: Played, house: House) -> None:
    show(played, THREAT)
    [judged] = [x for x in look(relay, played, house) if isinstance(x, Judged)]
    assert len(judged.alerts) == 1
    assert state(relay) is AreaState.ALERT
    assert not [x for x in look(relay, played, house) if isinstance(x, Judged)]
    show(played, THREAT, OVER)
    look(relay, played, house)
    assert state(relay) is AreaState.CLEAR


def test_a_source_that_fails_is_unknown_at_once_and_holds_again_when_nothing_was_missed(
    relay: Relay, played: Played, house: House
) -> None:
    show(played, THREAT, OVER)
    look(relay, played, house)
    assert state(relay) is AreaState.CLEAR
    show(played, status=503)
    [poll] = look(relay, played, house)
    assert isinstance(poll, Poll)
    assert poll.outcome is Polled.FAILED
    relay.warned.advance(datetime.now(UTC))
    assert state(relay) is AreaState.UNKNOWN
    show(played, THREAT, OVER)
    look(relay, played, house)
    assert state(relay) is AreaState.CLEAR


def test_what_may_have_been_missed_stays_unknown(relay: Relay, played: Played, house: House) -> None:
    show(played, THREAT, OVER)
    look(relay, played, house)
    show(played, status=503)
    look(relay, played, house)
    relay.warned.advance(datetime.now(UTC))
    entry = item(9, "Графік відключень на завтра")
    played.say("/feed.xml", RSS.format(entry), "application/rss+xml")
    look(relay, played, house)
    assert state(relay) is AreaState.UNKNOWN


def test_an_edited_post_updates_and_what_it_says_no_more_is_unknown(
    relay: Relay, played: Played, house: House
) -> None:
    show(played, THREAT)
    look(relay, played, house)
    show(played, f"{THREAT}. Пройдіть в укриття!")
    [judged] = [x for x in look(relay, played, house) if isinstance(x, Judged)]
    assert [(a.kind, a.why) for a in judged.alerts] == [("Update", "its post was edited")]
    assert state(relay) is AreaState.ALERT
    show(played, "Це було навчання")
    look(relay, played, house)
    assert state(relay) is AreaState.UNKNOWN


def test_every_poll_is_in_the_ledger(relay: Relay, played: Played, house: House) -> None:
    show(played, THREAT)
    look(relay, played, house)
    show(played, status=503)
    look(relay, played, house)
    assert list(relay.warned.said_by(address(played))) == ["https://office.example#1"]


def test_an_entry_that_calls_itself_a_channels_post_speaks_for_no_channel(
    relay: Relay, played: Played, house: House
) -> None:
    relay.armed.disarm("office", "a", "b", datetime.now(UTC))
    arming = Arming("office", "77", ("UA-59",), 40, "a", "test", datetime.now(UTC))
    relay.armed.arm(arming, house.gazetteer.get)
    entry = item(1, THREAT).replace(">1<", ">77/1<", 1)
    played.say("/feed.xml", RSS.replace("<link>https://office.example</link>", "").format(entry), "application/rss+xml")
    [judged] = [x for x in look(relay, played, house) if isinstance(x, Judged)]
    assert not judged.alerts


def test_a_file_that_is_written_to_is_followed(relay: Relay, house: House, tmp_path: Path) -> None:
    relay.armed.disarm("office", "a", "b", datetime.now(UTC))
    arming = Arming("office", "77", ("UA-59",), 40, "a", "test", datetime.now(UTC))
    relay.armed.arm(arming, house.gazetteer.get)
    path = tmp_path / "posts.jsonl"
    post = {"id": "77/1", "publisher": "Office", "text": THREAT, "published": datetime.now(UTC).isoformat()}
    path.write_text(json.dumps(post) + "\n", "utf-8")
    made = list(Following(relay, house.sources, [str(path)]).once())
    assert [len(x.alerts) for x in made if isinstance(x, Judged)] == [1]
