"""Villages of the user's own from GeoNames' dumps: a dump that is wrong is refused in one line, and leaves nothing behind."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from tocsin.errors import GazetteerError, InputError
from tocsin.gazetteer import Gazetteer

VILLAGE = ["990000001", "Nizhnyaya Proba", "Nizhnyaya Proba", "Нижняя Проба", "50.9", "36.9", "P", "PPL", "RU", "",
           "09", "", "", "", "120", "", "150", "Europe/Moscow", "2024-01-01"]  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def line(**changed: str) -> str:
    """A good row with some of its columns changed: `line(c4="200")`."""
    fields = list(VILLAGE)
    for column, value in changed.items():
        fields[int(column[1:])] = value
    return "\t".join(fields) + "\n"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("990000002\tToo\tShort\n", "3 columns of 19"),
        (line(c0="id"), "first column is no number"),
        (line(c4="north"), "no point on the earth: 'north'"),
        (line(c4="200"), "no point on the earth: '200'"),
        (line(c5="nan"), "no point on the earth"),
        (line(c14="many"), "population is no number: 'many'"),
        (line(c14="-5"), "population is no number"),
        (line(c8=""), "no country's code"),
        (line(c1=" "), "no name"),
        ("\n", "1 columns of 19"),
    ],
)
def test_a_malformed_row_is_named_by_its_line(gazetteer: Gazetteer, tmp_path: Path, bad: str, said: str) -> None:
    dump, own = tmp_path / "RU.txt", tmp_path / "own" / "villages.sqlite"
    dump.write_text(line() + bad, "utf-8")
    with pytest.raises(InputError, match="line 2") as told:
        gazetteer.import_geonames(dump, own)
    assert said in str(told.value)
    assert str(dump) in str(told.value)
    assert "\n" not in str(told.value)
    assert not own.exists()


def test_a_refused_dump_leaves_what_was_there_before(gazetteer: Gazetteer, tmp_path: Path) -> None:
    good, bad, own = tmp_path / "RU.txt", tmp_path / "BY.txt", tmp_path / "own.sqlite"
    good.write_text(line(), "utf-8")
    assert gazetteer.import_geonames(good, own) == 1
    bad.write_text(line(c0="990000009", c1="Verkhnyaya Proba") + "spoilt\n", "utf-8")
    with pytest.raises(InputError, match="line 2"):
        gazetteer.import_geonames(bad, own)
    with sqlite3.connect(own) as file:
        assert file.execute("SELECT id FROM place").fetchall() == [("gn:990000001",)]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_another_encoding_is_told_with_its_line(gazetteer: Gazetteer, tmp_path: Path, encoding: str) -> None:
    dump = tmp_path / "RU.txt"
    dump.write_bytes(line().encode(encoding))
    with pytest.raises(InputError, match=r"line 1: not text in UTF-8"):
        gazetteer.import_geonames(dump, tmp_path / "own.sqlite")


def test_an_empty_file_and_a_missing_one_are_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / "UA.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"UA\.txt: is empty"):
        gazetteer.import_geonames(tmp_path / "UA.txt", tmp_path / "own.sqlite")
    with pytest.raises(InputError, match="cannot be read"):
        gazetteer.import_geonames(tmp_path / "none.txt", tmp_path / "own.sqlite")
    assert not (tmp_path / "own.sqlite").exists()


def test_a_zip_holds_a_dump_or_is_refused(gazetteer: Gazetteer, tmp_path: Path) -> None:
    good, bare, broken = tmp_path / "RU.zip", tmp_path / "bare.zip", tmp_path / "broken.zip"
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "no table")
        archive.writestr("RU.txt", line() * 50)
    with zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("readme.txt", "no table")
    broken.write_bytes(good.read_bytes()[:60])
    own = tmp_path / "own.sqlite"
    with pytest.raises(InputError, match="holds no table"):
        gazetteer.import_geonames(bare, own)
    with pytest.raises(InputError, match="cannot be read as a GeoNames dump"):
        gazetteer.import_geonames(broken, own)
    assert not own.exists()
    assert gazetteer.import_geonames(good, own) == 1


def test_a_row_in_a_zip_is_named_by_the_file_in_it(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "RU.zip", "w") as archive:
        archive.writestr("RU.txt", line() + line(c4="91"))
    with pytest.raises(InputError, match=r"RU\.zip, RU\.txt, line 2"):
        gazetteer.import_geonames(tmp_path / "RU.zip", tmp_path / "own.sqlite")


def test_a_file_of_ones_own_that_is_none_is_told_and_kept(gazetteer: Gazetteer, tmp_path: Path) -> None:
    dump, own, old = tmp_path / "RU.txt", tmp_path / "notes.txt", tmp_path / "old.sqlite"
    dump.write_text(line(), "utf-8")
    own.write_text("notes of mine, and no database at all: " * 40, "utf-8")
    with pytest.raises(GazetteerError, match="cannot be written"):
        gazetteer.import_geonames(dump, own)
    assert own.read_text("utf-8").startswith("notes of mine")
    with sqlite3.connect(old) as file:
        file.execute("CREATE TABLE meta (item TEXT, value TEXT)")
        file.execute("INSERT INTO meta VALUES ('format', '0')")
    with pytest.raises(GazetteerError, match="format 0"):
        gazetteer.import_geonames(dump, old)
