"""Feeds and state files: what leads where, what is dropped, and that nothing stale can read as clear."""

import json
from datetime import datetime, timedelta

import feedparser
import pytest
from made_alerts import KONOTOP, SUMY, T, alert, end, released

from tocsin.model import AreaStatus, Standing
from tocsin.publish.feeds import KEPT, LARGEST, Place, atom, geojson, listed, rss
from tocsin.publish.states import VALID, index, region
from tocsin.vocab import AreaState, Event, Hazard

PLACE = Place("https://alerts.example.org/", "Warnings relayed by desk.example.org", "desk.example.org")


def standing(state: AreaState = AreaState.ALERT) -> Standing:
    return Standing(SUMY, Hazard.AIR, "ova", state, Event.THREAT, T, T, None, "c/1", "c/1", "raid")


def test_an_atom_feed_leads_to_its_messages() -> None:
    feed = feedparser.parse(atom([released(alert())], PLACE, T))
    assert not feed.bozo
    assert feed.version == "atom10"
    [entry] = feed.entries
    assert entry.title == "Air raid alert: Сумська область (Sumy Oblast)"
    [link] = [found for found in entry.links if found.rel == "alternate"]
    assert (link.type, link.href) == ("application/cap+xml", "https://alerts.example.org/cap/0001.cap")
    assert [found.rel for found in feed.feed.links] == ["self"]
    assert {tag.term for tag in entry.tags} == {"Alert", "alert", "air", "UA-59"}


def test_an_rss_feed_of_the_same() -> None:
    feed = feedparser.parse(rss([released(alert())], PLACE, T))
    assert not feed.bozo
    assert (feed.version, feed.entries[0].link) == ("rss20", "https://alerts.example.org/cap/0001.cap")


def test_a_feed_lists_the_newest_message_of_each_raid() -> None:
    first = alert(1)
    over = end(2, first, 30)
    other = alert(3, 10, KONOTOP)
    found = listed([released(a) for a in (first, other, over)], T + timedelta(minutes=31))
    assert [a.id for a in found] == ["0002", "0003"]


def test_what_ended_is_listed_for_two_days() -> None:
    over = released(end(2, alert(1), 30))
    assert listed([over], T + KEPT) == [over]
    assert listed([over], T + KEPT + timedelta(hours=2)) == []


@pytest.mark.parametrize("make", [atom, rss])
def test_a_feed_never_grows_too_long(make: object) -> None:
    many = [released(alert(n, n / 60)) for n in range(400)] + [
        released(end(1000 + n, alert(500 + n), 5)) for n in range(400)
    ]
    content = make(listed(many, T + timedelta(hours=1)), PLACE, T)  # type: ignore[operator]
    assert len(content) <= LARGEST
    titles = [e.title for e in feedparser.parse(content).entries]
    assert sum("End of" in t for t in titles) <= sum("End of" not in t for t in titles)


def test_running_alerts_as_geojson() -> None:
    outline = {"type": "Polygon", "coordinates": []}
    first = alert(1)
    shown = [released(first), released(alert(3, 0, KONOTOP))]
    now = T + timedelta(minutes=5)
    found = json.loads(geojson(shown, {SUMY.id: outline}, now, now + VALID))
    assert found["valid_until"] == "2026-03-03T20:10:00Z"
    assert [(f["properties"]["area"], f["geometry"]) for f in found["features"]] == [
        ("Sumy Oblast", outline), ("Konotop District", None),
    ]  # fmt: skip
    assert json.loads(geojson([released(end(2, first, 1))], {}, now, now))["features"] == []


@pytest.mark.parametrize("state", [AreaState.ALERT, AreaState.CLEAR, AreaState.UNKNOWN])
def test_every_state_is_believed_for_five_minutes_and_never_longer(state: AreaState) -> None:
    status = AreaStatus(SUMY, state, T, (standing(state),))
    for content in (region(status, T), index([status], T)):
        told = json.loads(content)
        assert told["valid_until"] == "2026-03-03T20:05:00Z"
        assert "unknown" in told["meaning"]
        assert datetime.fromisoformat(told["valid_until"]) - datetime.fromisoformat(told["generated"]) <= VALID
    with pytest.raises(ValueError, match="at most"):
        region(status, T, VALID + timedelta(seconds=1))


def test_a_region_with_a_district_on_alert_says_so() -> None:
    part = AreaStatus(KONOTOP, AreaState.ALERT, T)
    status = AreaStatus(SUMY, AreaState.CLEAR, T, (standing(AreaState.CLEAR),), (part,))
    [row] = json.loads(index([status], T))["regions"]
    assert (row["code"], row["state"], row["parts"]) == ("UA-59", "clear", "alert")
    assert [p["area"]["name"] for p in json.loads(region(status, T))["parts"]] == ["Konotop District"]


def test_what_nobody_speaks_for_is_not_covered() -> None:
    told = json.loads(region(AreaStatus(SUMY, AreaState.NOT_COVERED, None), T))
    assert (told["state"], told["since"]) == ("not covered", None)
