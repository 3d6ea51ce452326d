"""Addresses that are asked again and again: against a server that plays channel pages, feeds and lists of alerts."""

import threading
from collections.abc import Iterator

import pytest

from live_server import ITEM, RSS, Played, page, playing, post, running
from tocsin.errors import FetchError
from tocsin.read.fetch import Fetcher
from tocsin.read.follow import Follower
from tocsin.read.live import Followed
from tocsin.vocab import Polled


@pytest.fixture
def played() -> Iterator[Played]:
    with playing() as mine:
        yield mine


def followed(played: Played, path: str, **more: object) -> Followed:
    return Followed(f"http://{played.site}{path}", Fetcher(private=frozenset({played.site})), **more)  # type: ignore[arg-type]


def texts(reports: object) -> list[str]:
    return [r.text for r in reports]  # type: ignore[attr-defined]


class TestChannelPage:
    def test_new_posts_once_each_with_their_words(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(7, "Повітряна тривога!<br/>Суми"), post(8, "Відбій")))
        first = one.look()
        assert texts(first.reports) == ["Повітряна тривога!\nСуми", "Відбій"]
        assert first.reports[0].publisher == "Сумська міська рада"
        assert first.reports[0].url == "https://t.me/sumy_example/7"
        assert not one.look().reports

    def test_views_that_are_counted_anew_are_no_edit(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(7, "Тривога")))
        before = one.look().reports[0]
        played.say("/s/sumy_example", page(post(7, "Тривога").replace("7K", "9K")))
        assert not one.look().reports
        again = followed(played, "/s/sumy_example").look().reports[0]
        assert again.payload_sha256 == before.payload_sha256

    def test_an_edit_is_another_version_of_the_post(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(7, "Тривога в Сумах")))
        first = one.look().reports[0]
        played.say("/s/sumy_example", page(post(7, "Тривога в Сумах і Конотопі", edited=True)))
        [edited] = one.look().reports
        assert edited.edit_of == first.id
        assert edited.id.startswith(f"{first.id}#")

    def test_a_post_is_gone_when_it_is_missing_twice(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(6, "Ранок"), post(7, "Тривога"), post(8, "Відбій")))
        seven = one.look().reports[1].id
        played.say("/s/sumy_example", page(post(6, "Ранок"), post(8, "Відбій")))
        assert one.look().vanished == ()
        assert one.look().vanished == (seven,)
        assert one.look().vanished == ()

    def test_a_stale_copy_of_the_page_takes_nothing_down(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        both, stale = page(post(6, "Ранок"), post(7, "Тривога")), page(post(6, "Ранок"))
        for shown in (both, stale, both, stale, both):
            played.say("/s/sumy_example", shown)
            assert one.look().vanished == ()

    def test_what_a_warning_rests_on_is_missed_behind_a_restart(self, played: Played) -> None:
        played.say("/s/sumy_example", page(post(6, "Ранок"), post(8, "День")))
        before = followed(played, "/s/sumy_example").look().reports[0].id
        watched = {before.replace("/6", "/7"), before.replace("/6", "/2")}  # 2 is on an older page: nobody knows
        one = followed(played, "/s/sumy_example")
        assert one.look(watched).vanished == ()
        assert one.look(watched).vanished == (before.replace("/6", "/7"),)

    def test_more_posts_than_a_page_holds_are_read_from_older_pages(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(1, "а"), post(2, "б")))
        one.look()
        played.say("/s/sumy_example", page(post(5, "д"), post(6, "е")))
        played.say("/s/sumy_example?before=5", page(post(2, "б"), post(3, "в"), post(4, "г")))
        news = one.look()
        assert texts(news.reports) == ["в", "г", "д", "е"]
        assert not news.gap

    def test_a_gap_that_cannot_be_filled_is_said(self, played: Played) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(1, "а")))
        one.look()
        played.say("/s/sumy_example", page(post(50, "я")))
        played.say("/s/sumy_example?before=50", page(post(50, "я")))
        assert one.look().gap

    def test_posts_of_another_channel_in_the_page_are_left_out(self, played: Played) -> None:
        played.say("/s/sumy_example", page(post(7, "Тривога"), post(8, "Відбій всюди", name="somebody_else")))
        assert texts(followed(played, "/s/sumy_example").look().reports) == ["Тривога"]

    def test_only_telegrams_own_server_tells_a_channels_number(self, played: Played) -> None:
        played.say("/s/sumy_example", page(post(7, "Тривога")))
        [report] = followed(played, "/s/sumy_example").look().reports
        assert report.id == "127.0.0.1#1234567890/7"

    @pytest.mark.parametrize("shown", ["<html><body><p>Log in to go on.</p></body></html>", page()])
    def test_a_page_that_is_no_channel_any_more_is_a_failure_and_no_silence(self, played: Played, shown: str) -> None:
        one = followed(played, "/s/sumy_example")
        played.say("/s/sumy_example", page(post(7, "Тривога")))
        one.look()
        played.say("/s/sumy_example", shown)
        with pytest.raises(FetchError):
            one.look()


class TestFeed:
    def test_it_is_asked_for_news_only(self, played: Played) -> None:
        one = followed(played, "/feed.xml")
        played.say("/feed.xml", RSS.format(ITEM.format(1, "Тривога")), "application/rss+xml", ETag='"a"')
        assert texts(one.look().reports) == ["Тривога"]
        assert one.look().reports == ()
        assert played.asked[-1][1]["If-None-Match"] == '"a"'

    def test_a_feed_that_shows_nothing_of_what_was_read_may_have_been_missed(self, played: Played) -> None:
        one = followed(played, "/feed.xml")
        played.say("/feed.xml", RSS.format(ITEM.format(1, "Тривога")), "application/rss+xml")
        one.look()
        played.say("/feed.xml", RSS.format(ITEM.format(5, "Відбій")), "application/rss+xml")
        assert one.look().gap


class TestListOfAlerts:
    def test_what_is_on_the_list_runs_and_what_leaves_it_ends(self, played: Played) -> None:
        one = followed(played, "/active.json")
        both = running((1, "Сумська область"), (2, "м. Київ"), updated="2026-01-05T10:00:10Z")
        played.say("/active.json", both, "application/json")
        assert texts(one.look().reports) == [
            "Повітряна тривога\nСумська область", "Повітряна тривога\nм. Київ",
        ]  # fmt: skip
        played.say("/active.json", running((2, "м. Київ"), updated="2026-01-05T10:20:00Z"), "application/json")
        assert not one.look().reports  # once may be a fault of the list
        [end] = one.look().reports
        assert end.text == "Відбій повітряної тривоги\nСумська область"
        assert end.published is not None
        assert end.published.minute == 20

    def test_a_list_that_is_suddenly_empty_ends_nothing(self, played: Played) -> None:
        one = followed(played, "/active.json")
        names = [(n, f"Район {n}") for n in range(1, 31)]
        played.say("/active.json", running(*names, updated="2026-01-05T10:00:10Z"), "application/json")
        one.look()
        played.say("/active.json", running(updated="2026-01-05T10:00:20Z"), "application/json")
        one.look()
        news = one.look()
        assert not news.reports
        assert len(news.vanished) == 30


class TestFollower:
    def test_each_poll_says_what_came_of_it(self, played: Played) -> None:
        played.say("/s/sumy_example", page(post(7, "Тривога")))
        played.say("/busy.xml", "", status=429, Retry_After="120")
        ones = [followed(played, p) for p in ("/s/sumy_example", "/busy.xml", "/nothing.xml")]
        looked = {x.poll.address.rpartition("/")[2]: x for x in Follower(ones, polite=0).once()}
        assert {k: x.poll.outcome for k, x in looked.items()} == {
            "sumy_example": Polled.HEARD, "busy.xml": Polled.FAILED, "nothing.xml": Polled.FAILED,
        }  # fmt: skip
        assert looked["busy.xml"].wait == 120
        assert "404" in looked["nothing.xml"].poll.why

    def test_a_slow_source_keeps_no_other_waiting(self, played: Played) -> None:
        played.say("/s/sumy_example", page(post(7, "Тривога")))
        slow = followed(played, "/s/sumy_example")
        gate = threading.Event()
        plain = slow.look
        slow_look = lambda watched=(): (gate.wait(10), plain(watched))[1]  # noqa: E731

        class Slow(Followed):
            look = staticmethod(slow_look)  # type: ignore[assignment]

        ones = [Slow(slow.address, slow.fetcher), followed(played, "/s/sumy_example")]
        follower = Follower(ones, every=0.05, polite=0)
        heard = 0
        for looked in follower.forever(tick=0.05):
            heard += looked is not None
            if heard >= 3:
                gate.set()
                follower.stop()
        assert heard >= 3

    def test_a_server_is_asked_again_only_after_a_while(self, played: Played) -> None:
        import time

        played.say("/s/sumy_example", page(post(7, "Тривога")))
        ones = [followed(played, "/s/sumy_example") for _ in range(4)]
        began = time.monotonic()
        assert len(list(Follower(ones, polite=0.1).once())) == 4
        assert time.monotonic() - began >= 0.3
