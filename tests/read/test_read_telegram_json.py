"""Telegram Desktop's JSON export: what a channel said, and what is knowingly passed over."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from tocsin.read import Hints, PassedOver


def export(*messages: dict, **header: object) -> bytes:
    chat = {"name": "Губернатор области", "type": "public_channel", "id": 1234567890, **header}
    return json.dumps({**chat, "messages": messages}, ensure_ascii=False, indent=1).encode()


def message(number: int = 1, text: object = "Силами ПВО сбиты три БПЛА.", **more: object) -> dict:
    post = {"id": number, "type": "message", "date": "2024-11-05T06:40:00", "date_unixtime": "1730778000"}
    return {**post, "from": "Губернатор области", "from_id": "channel1234567890", "text": text, **more}


def test_a_channel_post_becomes_a_report(read_bytes):
    (report,), problems, progress = read_bytes(export(message()))
    assert report.id == "1234567890/1"
    assert report.text == "Силами ПВО сбиты три БПЛА."
    assert report.publisher == "Губернатор области"
    assert report.published == datetime(2024, 11, 5, 3, 40, tzinfo=UTC)
    assert report.origin.endswith("result.json, message 1")
    assert not problems
    assert progress.done
    assert progress.bytes_done == progress.bytes_total


def test_a_text_of_entities_is_their_visible_words(read_bytes):
    text = [
        {"type": "bold", "text": "⚡️ Отбой"},
        " опасности атаки БПЛА. ",
        {"type": "text_link", "text": "Подписаться", "href": "https://t.me/example"},
        "\n",
        {"type": "hashtag", "text": "#Отбой"},
    ]
    (report,), _, _ = read_bytes(export(message(text=text)))
    assert report.text == "⚡️ Отбой опасности атаки БПЛА. Подписаться\n#Отбой"


def test_text_entities_serve_where_there_is_no_text(read_bytes):
    post = message(text_entities=[{"type": "plain", "text": "Тривога!"}])
    del post["text"]
    assert read_bytes(export(post))[0][0].text == "Тривога!"


def test_markdown_marks_spaces_and_line_ends_of_a_post_stay(read_bytes):
    text = "  **Увага!**\r\n\r\n[канал](https://t.me/x)  \t "
    assert read_bytes(export(message(text=text)))[0][0].text == text


def test_edits_replies_and_forwards_are_told(read_bytes):
    posts = (
        message(1, edited="2024-11-05T07:00:00", edited_unixtime="1730779200"),
        message(2, reply_to_message_id=1),
        message(3, reply_to_message_id=77, reply_to_peer_id="channel99"),
        message(4, forwarded_from="Минобороны"),
        message(5, forwarded_from=None, forwarded_from_id="channel55"),
        message(6, forwarded_from=None),
        message(7, saved_from="Архив"),
    )
    reports, problems, _ = read_bytes(export(*posts))
    assert reports[0].edited == datetime(2024, 11, 5, 4, 0, tzinfo=UTC)
    assert reports[0].published == datetime(2024, 11, 5, 3, 40, tzinfo=UTC)
    assert [report.reply_to for report in reports[1:3]] == ["1234567890/1", "99/77"]
    assert [report.forward_of for report in reports[3:]] == ["Минобороны", "channel55", "unknown", "Архив"]
    assert not problems


def test_what_carries_no_words_is_counted_and_no_problem(read_bytes):
    posts = (
        {"id": 1, "type": "service", "date": "2024-11-05T06:40:00", "actor": "x", "action": "pin_message", "text": ""},
        message(2, "", poll={"question": "Слышно?", "answers": []}),
        message(3, "Альбом: последствия удара", photo="photos/1.jpg"),
        message(4, "", photo="photos/2.jpg"),
        message(5, [], photo="photos/3.jpg"),
        {"id": 6, "type": "unsupported"},
    )
    reports, problems, progress = read_bytes(export(*posts))
    assert [report.text for report in reports] == ["Альбом: последствия удара"]
    assert not problems
    assert dict(progress.passed_over) == {PassedOver.SERVICE: 2, PassedOver.POLL: 1, PassedOver.NO_TEXT: 2}


def test_in_a_group_each_member_speaks(read_bytes):
    posts = (message(1, **{"from": "Олена"}), message(2, "Гучно", **{"from": "Степан"}))
    reports, _, _ = read_bytes(export(*posts, name="Чат міста", type="public_supergroup"))
    assert [report.publisher for report in reports] == ["Олена", "Степан"]


def test_a_whole_account_has_many_chats(read_bytes):
    chats = [json.loads(export(message(), name=name, id=number)) for number, name in ((7, "Перший"), (8, "Другий"))]
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "A"},
        "contacts": {"list": [{"user_id": 2, "first_name": '{["'}]},
        "chats": {"about": "…", "list": chats},
        "left_chats": {"list": [json.loads(export(message(), name="Третій", id=9))]},
    }
    reports, problems, _ = read_bytes(json.dumps(account, ensure_ascii=False).encode())
    assert [report.id for report in reports] == ["7/1", "8/1", "9/1"]
    assert [report.publisher for report in reports] == ["Перший", "Другий", "Третій"]
    assert not problems


class TestDates:
    def test_a_naive_date_is_read_in_the_zone_that_the_user_names(self, read_bytes):
        post = message()
        del post["date_unixtime"]
        (report,), problems, _ = read_bytes(export(post), hints=Hints(zone="Europe/Kyiv"))
        assert report.published == datetime(2024, 11, 5, 4, 40, tzinfo=UTC)
        assert report.zone == "Europe/Kyiv"
        assert not problems

    def test_without_a_zone_it_is_left_out_and_told_once(self, read_bytes):
        posts = [{key: value for key, value in message(n).items() if key != "date_unixtime"} for n in (1, 2, 3)]
        reports, problems, _ = read_bytes(export(*posts), hints=Hints(published=datetime(2024, 1, 1, tzinfo=UTC)))
        assert [report.published for report in reports] == [None] * 3
        assert [problem.reason for problem in problems] == [
            "dates have no time zone and are left out; name one with --zone"
        ]

    @pytest.mark.parametrize(
        "stamp", ["-62135596800", "3093527980799", "1718974320000", "9" * 30, "9" * 300, "soon", "0x5"]
    )
    def test_an_impossible_one_is_a_problem_and_the_report_is_read(self, read_bytes, stamp):
        (report,), (problem,), _ = read_bytes(export(message(date_unixtime=stamp)))
        assert report.published is None
        assert "date" in problem.reason
        assert problem.place == "message 1"

    @pytest.mark.parametrize("date", ["0001-01-01T00:00:00", "99999-01-01T00:00:00", "9999-12-31T23:59:59"])
    def test_the_years_1_and_99999(self, read_bytes, date):
        post = message(date=date)
        del post["date_unixtime"]
        (report,), (problem,), _ = read_bytes(export(post), hints=Hints(zone="Europe/Moscow"))
        assert report.published is None
        assert "date" in problem.reason

    def test_a_date_in_the_future_is_kept_and_told(self, read_bytes):
        (report,), (problem,), _ = read_bytes(export(message(date_unixtime="4102444800")))
        assert report.published == datetime(2100, 1, 1, tzinfo=UTC)
        assert "future" in problem.reason

    def test_hints_fill_only_what_is_missing(self, read_bytes):
        hints = Hints(publisher="Хтось", published=datetime(2020, 1, 1, tzinfo=UTC), language="uk")
        (report,), _, _ = read_bytes(export(message()), hints=hints)
        assert report.publisher == "Губернатор области"
        assert report.published == datetime(2024, 11, 5, 3, 40, tzinfo=UTC)
        assert report.language == "uk"


class TestIdentity:
    def test_the_same_record_has_the_same_id_and_digest_whatever_its_layout(self, read_bytes):
        post = message()
        compact = json.dumps({"messages": [dict(reversed(post.items()))], "id": 1}, separators=(",", ":")).encode()
        (first,), _, _ = read_bytes(export(post))
        (second,), _, _ = read_bytes(compact)
        expected = json.dumps(post, sort_keys=True, separators=(",", ":")).encode()
        assert first.payload_sha256 == second.payload_sha256 == hashlib.sha256(expected).hexdigest()

    def test_a_record_that_comes_twice_is_read_once(self, read_bytes):
        reports, problems, progress = read_bytes(export(message(), message(), message(2)))
        assert [report.id for report in reports] == ["1234567890/1", "1234567890/2"]
        assert dict(progress.passed_over) == {PassedOver.REPEATED: 1}
        assert not problems

    def test_reactions_make_no_new_report_but_other_words_do(self, read_bytes):
        edited = message(1, "Силами ПВО сбиты четыре БПЛА.", edited_unixtime="1730779200")
        reports, _, _ = read_bytes(export(message(), message(reactions=[{"emoji": "👍", "count": 4}]), edited))
        assert len(reports) == 2
        assert reports[1].edit_of == "1234567890/1"
        assert reports[1].id.startswith("1234567890/1#")

    def test_without_any_chat_the_digest_is_the_id(self, read_bytes):
        (report,), _, _ = read_bytes(json.dumps({"messages": [message()]}).encode())
        assert report.id == report.payload_sha256[:16]


class TestBrokenExports:
    def test_what_precedes_a_cut_is_read(self, read_bytes):
        whole = export(*(message(number) for number in range(1, 6)))
        cut = whole[: whole.rindex(b'"text"') + 20]
        reports, (problem,), _ = read_bytes(cut)
        assert [report.id for report in reports] == [f"1234567890/{number}" for number in range(1, 5)]
        assert "cut off" in problem.reason
        assert problem.place.startswith("byte ")

    def test_every_cut_gives_reports_and_problems_but_no_exception(self, read_bytes):
        whole = export(message(1), message(2))
        for end in range(1, len(whole) - 1, 7):
            reports, problems, _ = read_bytes(whole[:end])
            assert len(reports) <= 2
            assert problems

    def test_control_characters_as_telegram_desktop_writes_them(self, read_bytes):
        raw = export(message(1, "удар CTRL конец \\x41 \\\\x0B")).replace(b"CTRL", rb"\x0B")
        (report,), problems, _ = read_bytes(raw)
        assert report.text == "удар \x0b конец \\x41 \\\\x0B"
        assert not problems

    def test_one_broken_message_costs_one(self, read_bytes):
        raw = export(message(1), message(2), message(3)).replace(b'"id": 2,', b'"id": 2,,')
        reports, (problem,), _ = read_bytes(raw)
        assert [report.id[-1] for report in reports] == ["1", "3"]
        assert "not valid JSON" in problem.reason

    def test_a_quote_too_many_does_not_take_the_rest(self, read_bytes):
        raw = export(message(1), message(2, "Он сказал ! и ушёл"), message(3), message(4)).replace(b"!", b'"')
        reports, problems, _ = read_bytes(raw)
        assert [report.id[-1] for report in reports] == ["1", "3", "4"]
        assert len(problems) == 1

    def test_a_missing_bracket_does_not_take_the_rest(self, read_bytes):
        raw = export(message(1), message(2), message(3)).replace(b'{\n   "id": 2', b'{"a": {\n   "id": 2')
        reports, problems, _ = read_bytes(raw)
        assert {"1", "3"} <= {report.id[-1] for report in reports}
        assert problems

    def test_bytes_that_are_not_utf8_cost_one_message(self, read_bytes):
        raw = export(message(1), message(2, "ЩЩЩ"), message(3)).replace("Щ".encode(), b"\xff")
        reports, (problem,), _ = read_bytes(raw)
        assert [report.id[-1] for report in reports] == ["1", "3"]
        assert "UTF-8" in problem.reason

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (17, "neither"),
            ({"text": "x"}, "neither"),
            (None, "neither"),
            (["a", 5], "part"),
            ([{"type": "bold"}], "part"),
        ],
    )
    def test_a_text_of_another_kind_is_a_problem(self, read_bytes, text, reason):
        reports, (problem,), _ = read_bytes(export(message(1), message(2, text)))
        assert len(reports) == 1
        assert reason in problem.reason
        assert problem.place == "message 2"

    def test_elements_that_are_no_messages(self, read_bytes):
        raw = b'{"id": 5, "messages": [null, "x", 7, [], %b]}' % json.dumps(message()).encode()
        reports, problems, _ = read_bytes(raw)
        assert [report.id for report in reports] == ["5/1"]
        assert len(problems) == 4

    def test_of_a_key_that_is_there_twice_the_last_counts(self, read_bytes):
        raw = export(message()).replace(b'"text":', b'"text": "first", "text":')
        assert read_bytes(raw)[0][0].text == "Силами ПВО сбиты три БПЛА."

    def test_utf16_and_a_byte_order_mark(self, read_bytes):
        text = export(message()).decode()
        for raw in (text.encode("utf-16"), text.encode("utf-8-sig"), text.encode("utf-16-be")):
            assert read_bytes(raw)[0][0].text == "Силами ПВО сбиты три БПЛА."
