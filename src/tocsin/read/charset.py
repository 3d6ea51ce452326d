"""Bytes into text: UTF-8, UTF-16, windows-1251 and koi8, told apart by what the bytes themselves say.

In this order: a byte order mark; UTF-16 by its regular high bytes; UTF-8 if it is valid; what the payload or the
server declares, where the text that it yields is plausible; the letters of Russian and Ukrainian. Nothing is guessed
for bytes that read as no such text: they are refused.
"""

import codecs
import math
from functools import cache
from importlib import resources

from tocsin.errors import DataFileError, InputError

#: Encodings that a declaration may name. The last column of a wrong declaration is still refused by `_plausible`.
_DECLARABLE = frozenset(
    ("cp1251", "koi8-r", "koi8-u", "cp1252", "iso8859-1", "iso8859-5", "iso8859-15", "cp866", "mac-cyrillic")
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: koi8-u is koi8-r with the Ukrainian letters in the place of eight box-drawing signs, so it serves for both.
_BY_LETTERS = ("cp1251", "koi8-u")
_TYPOGRAPHY = frozenset("«»„“”‘’–—…№•°§©®\u00a0")
#: Log-likelihoods a letter, below which a text is none: measured on headlines, noise lies beneath, prose above.
_FLOOR = -5.0
_RARE = math.log(0.0001)
_STATISTICS = 65_536


def detect(sample: bytes, declared: str | None = None) -> str | None:
    """The name of the codec that `sample` (the beginning of a payload) is written in, or None for no text we know."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    wide = _utf16(sample)
    if wide:
        return wide
    if _decodes(sample, "utf-8") or _mostly_utf8(sample[:_STATISTICS]):
        return "utf-8"
    if _controls(sample) > len(sample) // 100:
        return None
    name = _canonical(declared)
    scores = {candidate: _score(sample, candidate) for candidate in _BY_LETTERS}
    best = max(scores, key=lambda candidate: scores[candidate])
    if name in _DECLARABLE and _decodes(sample, name) and _plausible(sample, name, scores[best]):
        return name
    return best if scores[best] > _FLOOR else None


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of a whole payload, without its byte order mark.

    Raises:
        InputError: the bytes are no text in an encoding that Tocsin reads.
    """
    name = detect(raw, declared)
    if name is None:
        raise InputError("not text in UTF-8, UTF-16, windows-1251 or koi8-r")
    try:
        return raw.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(f"taken for {name}, but byte {error.start} does not belong to it") from None


def _canonical(declared: str | None) -> str:
    try:
        return codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return ""


def _decodes(sample: bytes, name: str) -> bool:
    """Whether `sample` is valid, but for a character that its end cuts in two."""
    try:
        codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8 with faults: sequences of several bytes come out right by chance once in a few hundred."""
    text = sample.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - faults > 4 * faults


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is the high one, and those are 00 (Latin) or 04 (Cyrillic).

    20 (dashes, quotes) and the surrogates of emoji make up the tenth that is allowed to differ.
    """
    sample = sample[: _STATISTICS - _STATISTICS % 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    shares = {}
    for name, high in (("utf-16-le", sample[1 : pairs * 2 : 2]), ("utf-16-be", sample[0 : pairs * 2 : 2])):
        shares[name] = (high.count(0) + high.count(4)) / pairs
    little, big = shares["utf-16-le"], shares["utf-16-be"]
    if max(little, big) < 0.9 or min(little, big) > 0.5:
        return None
    name = "utf-16-le" if little > big else "utf-16-be"
    return name if _decodes(sample, name) else None


def _controls(sample: bytes) -> int:
    return sum(sample.count(code) for code in range(32) if code not in b"\t\n\r\f")


def _plausible(sample: bytes, name: str, best: float) -> bool:
    """Whether a declaration may be believed: no other reading is clearly better.

    An accent here and there is Latin; where a third of the letters are beyond ASCII, the text is Cyrillic and its
    letters must be distributed accordingly.
    """
    if _score(sample, name) > max(best - 0.5, _FLOOR):
        return True
    high = sum(byte > 127 for byte in sample[:_STATISTICS])
    letters = sum(bytes((byte,)).isalpha() for byte in sample[:_STATISTICS])
    return name in ("cp1252", "iso8859-1", "iso8859-15") and high * 3 < letters


def _score(sample: bytes, name: str) -> float:
    """The mean log-likelihood of the characters beyond ASCII, were `sample` written in `name`."""
    frequency = _letters()
    total, count, before = 0.0, 0, " "
    for character in sample[:_STATISTICS].decode(name, "replace"):
        if character > "\x7f" and character not in _TYPOGRAPHY:
            total += frequency.get(character.lower(), _RARE)
            # koi8 swaps the cases of windows-1251: a capital after a small letter is what a wrong reading looks like
            total -= 3 if character.isupper() and before.islower() else 0
            count += 1
        before = character
    return total / count if count else _FLOOR + 1


@cache
def _letters() -> dict[str, float]:
    """Log of the share of every letter, the larger of its two languages."""
    table: dict[str, float] = {}
    text = resources.files("tocsin.read").joinpath("letters.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            letter, russian, ukrainian = line.split("\t")
            table[letter] = math.log(max(float(russian), float(ukrainian)) / 1000)
        except ValueError:
            raise DataFileError("read/letters.tsv", number, "expected a letter and two numbers above 0") from None
    return table
