"""Texts made to cost a reader dear, reports that begin from the field's own words, and what must hold of any reading."""

import random
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Reading, Report
from tocsin.vocab import AUTHOR, PlaceStatus

#: The units that are repeated to any length: marks, words that a rule begins with, rules that hang on one another.
REPEATED = {
    "blanks": " ", "blank lines": " \n", "digits": "7", "thousands": "111,", "numbers": "123 ", "commas": ",",
    "quotes": '"', "opening quotes": "«взрыв ", "dashes": "— ", "asterisks": "*", "bars": "|", "tildes": "~~",
    "brackets": "[", "links begun": "[](", "pictures": "![](", "schemes": "https://", "names of users": "@",
    "full stops": ". ", "ellipses": "… ", "and": "and ", "two each": "по два ", "each over": "по два над Курском, ",
    "one word": "а", "joined words": "Слово-", "joined regions": "Белгородской-", "capitals": "УДАР ",
    "time stamps": "12:30 Взрыв в Сумах\n", "bare stamps": "12:30\n", "dates": "5 марта ", "ranges": "1-",
    "ranges begun": "between 1 and ", "periods begun": "с 12:30 до ", "emoji": "🚀", "joiners": "\u200d",
    "right to left": "а\u202e", "accents": "а\u0301", "towns": "Харьков, Сумы и Одесса, ", "namesakes": "Springfield, ",
    "regions": "Белгородской и ", "counted regions": "12 над Курской областью, ", "facilities": "аэродром «Саки» и ",
    "attacks": "Удар по складу в Сумах. ", "clauses": "удар по складу, ", "downed": "was shot down, ",
    "killed": "killed 3 and wounded 4 and ", "said": "said ", "he said": "he said, ", "who said": "сообщил мэр, ",
    "according": "по словам ", "citing": "Reuters, citing ", "headlines": "Взрыв — мэр\n", "titles": "Губернатор Иван ",
    "all-clears": "Отбой тревоги. ", "threats": "Увага! Загроза БпЛА в Києві\n", "initials": "А.Б. ", "null": "\0",
}  # fmt: skip

#: Words and forms that rules hang on, for reports in no order at all.
WORDS = [
    "взрыв", "удар по складу", "сбиты 12 дронов", "над Белгородской и Курской областями", "в Сумах", "погибли двое", "сообщил", "губернатор",
    "Иван Петров", "не", "якобы", "если", "отбой тревоги", "по два", "по данным", "ночью", "в ночь на 5 ноября", "с 12:30 до 13:40", "29 февраля",
    "вибухи", "у Києві", "повідомив", "ОВА", "збито", "відбій", "загроза БпЛА", "вночі 31 травня", "за словами мера", "загинули", "дві ракети",
    "drones hit a depot", "in Kharkiv", "the governor said", "Reuters, citing", "no casualties", "killed 3", "more than", "overnight", "the region",
    "last month", "on 31 December", "at 25:99", "January 9999", "01.01.0001", "31.12.9999", "24:00", "12 a.m.", "0", "1,000,000,000,000,000", "½",
    "was not independently verified", "the first since May", "stay away from windows", ".", ",", ":", ";", "!", "?", "…", " – ", "—", "-", "«", "»",
    '"', "“", "”", "(", ")", "[", "](https://x.example)", "**", "__", "#", "@x", "№", "%", "\n", "\n\n", "\t", "\r\n", "\u200b", "\u202e", "\u0301",
    "\ufe0f", "\u2028", "🔴", "👨‍👩‍👧", "İ", "ß", "ǅ", "１２", "٣", "\0", "Forwarded from Канал (29.02, 10:00)",
]  # fmt: skip

#: Times of publication at which a calendar, a leap year or a clock that is set forward goes wrong.
PUBLISHED = [
    None,
    datetime(MINYEAR, 1, 1, tzinfo=UTC),
    datetime(MINYEAR, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(MINYEAR + 1, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59))),
    datetime(MAXYEAR - 1, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
    datetime(MAXYEAR, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(1600, 1, 1, tzinfo=timezone(timedelta(seconds=3601))),
    datetime(2024, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2025, 1, 15, 12, tzinfo=UTC),
    datetime(2025, 3, 30, 1, 30, tzinfo=UTC),
]
ZONES = [None, "Europe/Kyiv", "Europe/Moscow", "Pacific/Kiritimati", "America/Los_Angeles", "UTC"]
NOON = PUBLISHED[-2]


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def soup(length: int) -> str:
    """The words above in no order; the same text every time."""
    draw, out, size = random.Random(length), [], 0
    while size < length:
        out.append(draw.choice(WORDS))
        size += len(out[-1]) + 1
    return " ".join(out)[:length]


def check(text: str, gazetteer: Gazetteer, published: datetime | None = NOON, zone: str | None = None) -> Reading:
    """Read a report twice and hold the reading to what is promised of any."""
    report = Report(id="r", text=text, published=published, zone=zone)
    reading = extract(report, gazetteer=gazetteer)
    for c in reading.claims:
        spans = [(c.span, c.quote), *((p.span, p.quote) for p in c.places), *((f.span, f.quote) for f in c.figures)]
        phrases = [c.speaker, *c.via, *filter(None, (c.precedent, c.caveat, c.target, c.blamed))]
        assert all(p.span is not None or (p is c.speaker and p.text == AUTHOR) for p in phrases)
        spans += [(p.span, p.text) for p in phrases if p.span is not None]
        for span, words in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == words
            assert words.strip()
        for f in c.figures:
            assert f.low is not None or f.high is not None
            assert 0 <= (f.low or 0) <= (f.high if f.high is not None else f.low or 0)
        for p in c.places:
            assert p.name
            assert (p.status is PlaceStatus.FOUND) == (p.place is not None)
        if c.time:
            start, end = c.time.start, c.time.end
            assert type(start) is type(end)
            assert start <= end
            assert type(start).fromisoformat(start.isoformat()) == start
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    assert [c.span.start for c in reading.claims] == sorted(c.span.start for c in reading.claims)
    assert extract(report, gazetteer=gazetteer) == reading
    return reading
