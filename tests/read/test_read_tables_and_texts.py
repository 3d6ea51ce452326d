"""JSONL, CSV, plain text and Markdown, and the encodings they come in."""

import hashlib
from datetime import UTC, datetime

import pytest

from tocsin.errors import SettingsError
from tocsin.read import Hints, read

WORDS = "Унаслідок атаки пошкоджено два будинки, людей не постраждало. Пожежу ліквідовано."
РУССКИЙ = "Силами ПВО над областью сбиты три беспилотника. Пострадавших нет, сообщил губернатор."


class TestJsonLines:
    def test_all_columns_and_others(self, read_bytes):
        raw = (
            '{"id": "a", "publisher": "P", "published": "2024-11-05T06:40:00+02:00", "text": "Перше", '
            '"url": "https://p.example/1", "language": "uk", "place": {"lat": 1}}\n\n{"text": "Друге", "id": 7}\n'
        )
        (first, second), problems, _ = read_bytes(raw.encode(), "reports.jsonl")
        assert (first.id, first.publisher, first.text, first.language) == ("a", "P", "Перше", "uk")
        assert first.url == "https://p.example/1"
        assert first.published == datetime(2024, 11, 5, 4, 40, tzinfo=UTC)
        assert (second.id, second.published, second.publisher) == ("7", None, "")
        assert second.origin.endswith("reports.jsonl, line 3")
        assert not problems

    def test_a_bad_line_is_a_problem_with_its_number(self, read_bytes):
        lines = ['{"text": "a"}', "{", '{"id": 1}', '{"text": 5}', "[]", '{"text": "b", "url": {}}', '{"text": "c"}']
        reports, problems, _ = read_bytes("\n".join(lines).encode(), "reports.jsonl")
        assert [report.text for report in reports] == ["a", "c"]
        assert [problem.place for problem in problems] == ["line 2", "line 3", "line 4", "line 5", "line 6"]

    def test_lone_surrogates_and_nul_keep_their_place(self, read_bytes):
        (report,), _, _ = read_bytes(rb'{"text": "a\ud800b\u0000c\ud83d\ude80\u202e\u200b"}', "reports.jsonl")
        assert report.text == "a\ufffdb\ufffdc🚀\u202e\u200b"
        report.text.encode()

    def test_other_words_under_one_id_are_another_version(self, read_bytes):
        reports, _, _ = read_bytes(
            b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n{"id": "a", "text": "x"}\n', "r.jsonl"
        )
        assert [(report.text, report.edit_of) for report in reports] == [("x", None), ("y", "a")]
        assert len({report.id for report in reports}) == 2


class TestCsv:
    @pytest.mark.parametrize("mark", [",", ";", "\t"])
    def test_columns_in_any_order(self, read_bytes, mark):
        rows = [["Published", "TEXT", "id", "x"], ["2024-11-05", '"Вибухи, ""гучні""\r\nдва"', "1", ""]]
        raw = "\r\n".join(mark.join(row) for row in rows).encode("utf-8-sig")
        (report,), _, _ = read_bytes(raw, "reports.csv", Hints(zone="Europe/Kyiv"))
        assert report.text == 'Вибухи, "гучні"\r\nдва'
        assert report.id == "1"
        assert report.published == datetime(2024, 11, 4, 22, 0, tzinfo=UTC)
        assert report.origin.endswith("line 2")

    def test_bad_rows(self, read_bytes):
        raw = 'id,text\n1,a\n2\n3,b,c,d\n4,"x"y\n5,"\n6,ок\n'.encode() + b"7,\xff\n8,\xd0\xbb\xd0\xbb\xd0\xbb\n"
        reports, problems, _ = read_bytes(raw, "reports.csv")
        assert [report.text for report in reports] == ["a", "ок", "ллл"]
        assert [problem.place for problem in problems] == ["line 3", "line 4", "line 5", "line 6", "line 8"]

    def test_a_quote_that_never_closes_does_not_take_the_rest(self, read_bytes):
        rows = "".join(f"{number},row {number}\n" for number in range(3, 20_000))
        reports, (problem,), _ = read_bytes(f'id,text\n2,"open\n{rows}'.encode(), "reports.csv")
        assert len(reports) == 19_997
        assert reports[0].origin.endswith("line 3")
        assert problem.place == "line 2"

    def test_without_a_text_column(self, read_bytes):
        reports, (problem,), _ = read_bytes(b"id,body\n1,x\n", "reports.csv")
        assert not reports
        assert "'text'" in problem.reason


class TestPlainText:
    def test_a_file_is_a_report_to_the_character(self, read_bytes):
        raw = "  # Увага\r\n\r\n**Відбій** [тут](x)\rдалі\u200b\u202e🚀 \n".encode()
        (report,), problems, _ = read_bytes(
            raw, "post.md", Hints(publisher="P", published=datetime(2024, 1, 1, tzinfo=UTC))
        )
        assert report.text == "  # Увага\n\n**Відбій** [тут](x)\nдалі\u200b\u202e🚀 \n"
        assert report.payload_sha256 == hashlib.sha256(raw).hexdigest()
        assert report.id == report.payload_sha256[:16]
        assert (report.publisher, report.published) == ("P", datetime(2024, 1, 1, tzinfo=UTC))
        assert not problems

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
    @pytest.mark.parametrize("words", [WORDS, РУССКИЙ, РУССКИЙ.upper(), WORDS.lower()])
    def test_encodings(self, read_bytes, encoding, words):
        (report,), _, _ = read_bytes(words.encode(encoding), "post.txt")
        assert report.text == words

    def test_quotation_marks_of_an_english_office_program(self, read_bytes):
        assert read_bytes("“Drones” – the governor’s word".encode("cp1252"), "a.txt")[0][0].text.startswith(
            "“Drones” –"
        )

    @pytest.mark.parametrize(
        "payload", [b"\x89PNG\r\n\x1a\n" + bytes(40), b"%PDF-1.7\n%abc", bytes(range(256)) * 40, b"\xff\xd8\xff\xe0abc"]
    )
    def test_a_binary_file_is_a_problem(self, read_bytes, payload):
        reports, (problem,), _ = read_bytes(payload, "post.txt")
        assert not reports
        assert "not text" in problem.reason


@pytest.mark.parametrize("payload", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["result.json", "a.txt", "a.html", "a.xml", "a.csv", "a.jsonl"])
def test_an_empty_file_is_a_problem(read_bytes, payload, name):
    reports, problems, _ = read_bytes(payload, name)
    assert not reports
    assert len(problems) == 1


class TestHints:
    def test_a_format_can_be_forced(self, read_bytes):
        raw = b'{"text": "a"}\n'
        assert read_bytes(raw, "a.txt", Hints(format="text"))[0][0].text == '{"text": "a"}\n'
        assert read_bytes(raw, "a.txt")[0][0].text == "a"

    @pytest.mark.parametrize(
        "hints",
        [
            Hints(format="pdf"),
            Hints(zone="Europe/Atlantis"),
            Hints(zone="../etc"),
            Hints(published=datetime(2024, 1, 1)),
        ],
    )
    def test_what_makes_no_sense_is_told_at_once(self, hints):
        with pytest.raises(SettingsError):
            read([], hints)
