"""What a user may name: files, folders, globs, zip files, standard input."""

import io
import json
import os
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import sorted_out

from tocsin.errors import InputError
from tocsin.read import PassedOver, Progress, read

POST = {"id": 1, "type": "message", "date_unixtime": "1730778000", "text": "Вибухи"}
EXPORT = json.dumps({"name": "Канал", "type": "public_channel", "id": 9, "messages": [POST]}).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "b/result.json": EXPORT,
        "b/photos/1.jpg": b"\xff\xd8\xff",
        "a/note10.txt": b"ten",
        "a/note2.txt": b"two",
        "a/.hidden.txt": b"hidden",
        ".git/config.txt": b"hidden",
    }
    for name, content in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "in"


def packed(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


def test_a_folder_is_read_in_the_order_of_its_numbers(folder):
    reports, problems, progress = sorted_out([folder])
    assert [report.text for report in reports] == ["two", "ten", "Вибухи"]
    assert not problems
    assert dict(progress.passed_over) == {PassedOver.OTHER_FILE: 1}
    assert progress.bytes_done == progress.bytes_total == len(EXPORT) + 6


def test_globs_and_repeated_names(folder):
    reports, _, _ = sorted_out([str(folder / "a" / "*.txt"), folder / "a" / "note2.txt", str(folder / "**" / "*.json")])
    assert [report.text for report in reports] == ["two", "ten", "Вибухи"]


@pytest.mark.parametrize("missing", ["nowhere.json", "*.nothing", "ftp://example.org/feed", "file:///etc/passwd"])
def test_what_does_not_exist_is_told_before_anything_is_read(folder, missing):
    name = missing if "://" in missing else str(folder / missing)
    with pytest.raises(InputError, match=r"no such file|no file has such|only http"):
        read([folder, name])


def test_an_empty_folder(tmp_path):
    with pytest.raises(InputError, match="empty folder"):
        read([tmp_path])


def test_links_in_circles_and_into_nowhere(folder):
    (folder / "a" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "self.txt").symlink_to("self.txt")
    (folder / "a" / "dangling.txt").symlink_to("gone.txt")
    reports, problems, _ = sorted_out([folder])
    assert len(reports) == 3
    assert sorted(Path(problem.origin).name for problem in problems) == ["dangling.txt", "self.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder):
    (folder / "a" / "note2.txt").chmod(0)
    _, (problem,), _ = sorted_out([folder])
    assert "cannot be read" in problem.reason


def test_a_file_that_vanishes_after_it_was_named(folder):
    found = read([folder / "a" / "note2.txt", folder / "a" / "note10.txt"])
    (folder / "a" / "note2.txt").unlink()
    problem, report = found
    assert "cannot be read" in problem.reason
    assert report.text == "ten"


def test_standard_input_in_any_format():
    for raw, text in (
        (EXPORT, "Вибухи"),
        ("просто слова".encode(), "просто слова"),
        (packed(a_dot_txt=b"zipped"), "zipped"),
    ):
        stdin = io.BytesIO(raw)
        (report,), problems, _ = sorted_out(["-"], stdin=stdin)
        assert report.text == text
        assert report.origin.startswith("standard input")
        assert not problems
        assert not stdin.closed


def test_progress_is_told_and_ends(folder):
    told: list[Progress] = []
    list(read([folder], progress=told.append))
    assert told[-1].done
    assert told[-1].reports == 3
    assert all(before.bytes_done <= after.bytes_done for before, after in pairwise(told))


class TestZip:
    def test_members_are_read_like_files(self, tmp_path):
        path = tmp_path / "export.zip"
        path.write_bytes(packed(chats__result_dot_json=EXPORT, chats__photo_dot_jpg=b"\xff\xd8", note_dot_txt=b"note"))
        reports, problems, progress = sorted_out([path])
        assert [report.text for report in reports] == ["Вибухи", "note"]
        assert reports[0].origin == f"{path}/chats/result.json, message 1"
        assert not problems
        assert dict(progress.passed_over) == {PassedOver.OTHER_FILE: 1}

    def test_a_bomb_is_refused_by_its_ratio(self, tmp_path):
        path = tmp_path / "bomb.zip"
        path.write_bytes(packed(zeros_dot_txt=bytes(50_000_000), note_dot_txt=b"note"))
        (report,), (problem,), _ = sorted_out([path])
        assert report.text == "note"
        assert "bomb" in problem.reason

    def test_an_archive_in_an_archive(self, tmp_path):
        path = tmp_path / "nested.zip"
        path.write_bytes(packed(inner_dot_zip=packed(a_dot_txt=b"a"), note_dot_txt=b"note"))
        (report,), (problem,), _ = sorted_out([path])
        assert report.text == "note"
        assert "within an archive" in problem.reason

    def test_too_many_members(self, tmp_path):
        path = tmp_path / "many.zip"
        path.write_bytes(packed(**{f"{number}_dot_txt": b"" for number in range(10_001)}))
        reports, (problem,), _ = sorted_out([path])
        assert not reports
        assert "members" in problem.reason

    def test_damage_is_a_problem_wherever_it_is(self, tmp_path):
        whole = packed(a_dot_txt=b"first words " * 50, b_dot_json=EXPORT, c_dot_txt=b"last")
        path = tmp_path / "damaged.zip"
        for at in range(4, len(whole), 3):
            path.write_bytes(whole[:at] + b"\xff" + whole[at + 1 :])
            sorted_out([path])
            path.write_bytes(whole[:at])
            reports, problems, _ = sorted_out([path])
            assert problems
            assert not reports

    def test_an_encrypted_member(self, tmp_path):
        raw = bytearray(packed(a_dot_txt=b"a", b_dot_txt=b"b"))
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        path = tmp_path / "secret.zip"
        path.write_bytes(raw)
        (report,), (problem,), _ = sorted_out([path])
        assert report.text == "b"
        assert problem.reason == "encrypted"
