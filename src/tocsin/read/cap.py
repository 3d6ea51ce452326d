"""A message of the Common Alerting Protocol (CAP 1.0 to 1.2) as a report: its words in one language, the first read.

What it declares is read out of its words like those of any other report: its codes alone end no alert. Exercises,
tests and drafts are passed over.
"""

from collections.abc import Iterator

from lxml import etree

from tocsin.errors import InputError
from tocsin.read.payload import Draft, Item, PassedOver, Payload

_LANGUAGES = ("uk", "ru", "en")
_WORDS = ("headline", "description", "instruction")


def sniff(payload: Payload) -> bool:
    """Whether its root is that of such a message."""
    head = payload.head_text()[:4096]
    return "<" in head and ":cap:1." in head and "alert" in head


def read(payload: Payload) -> Iterator[Item]:
    """The one report of a message.

    Raises:
        InputError: too large, not well-formed, or no such message.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(payload.whole(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not well-formed ({error.msg:.120})") from None
    if etree.QName(root).localname != "alert":
        raise InputError(f"XML, but no CAP message: its root is '{etree.QName(root).localname:.60}'")
    status = _words(root, "status")
    if not status:
        raise InputError("a CAP message that has no status; whether it is an exercise cannot be told")
    if status != "Actual":
        yield PassedOver.EXERCISE
        return
    infos = [child for child in root if isinstance(child.tag, str) and etree.QName(child).localname == "info"]
    info = min(infos, key=lambda i: _rank(_words(i, "language")), default=None)
    if info is None:
        yield PassedOver.NO_TEXT
        return
    areas = [_words(a, "areaDesc") for a in info if isinstance(a.tag, str) and etree.QName(a).localname == "area"]
    lines = [*dict.fromkeys(w for name in _WORDS if (w := _words(info, name))), "; ".join(filter(None, areas))]
    yield Draft(
        text="\n".join(filter(None, lines)),
        raw=etree.tostring(root, encoding="utf-8"),
        id=_words(root, "identifier") or None,
        publisher=_words(info, "senderName") or _words(root, "sender"),
        published=_words(root, "sent") or None,
        url=_words(info, "web") or None,
        language=_words(info, "language")[:2].lower() or None,
    )


def _rank(language: str) -> int:
    small = language[:2].lower() or "en"
    return _LANGUAGES.index(small) if small in _LANGUAGES else len(_LANGUAGES)


def _words(parent: etree._Element, name: str) -> str:
    for child in parent:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return " ".join((child.text or "").split())
    return ""
