"""Feeds: RSS 0.9–2.0 and Atom (RFC 4287), each entry a report.

An entry's text is its title, and below it the visible words of its content (`content:encoded`, Atom `content`) or else
of its description. A feed's `language` is left alone: it names the site's template more often than the entry's words.
A feed that is not well-formed is cut into its entries, and each that is whole is read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from html.entities import html5
from urllib.parse import urlsplit

from lxml import etree

from tocsin.errors import InputError
from tocsin.read import charset, html_text
from tocsin.read.payload import Draft, Item, Payload

_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_XML_HEADER = re.compile(r"\A\s*<\?xml.{0,300}?\?>", re.DOTALL)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|\w{1,20}:(?:RSS|feed))\b[^>]{0,20000}>", re.IGNORECASE)
_ROOTS = ("rss", "feed", "rdf")
_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,100})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTRY = re.compile(r"<(item|entry)\b[^>]{0,2000}>.*?(?:</\1\s*>|(?=<\1\b)|\Z)", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,30};)")
#: A tree takes some 250 bytes a tag.
_MAX_TAGS = 500_000
_MAX_SALVAGED = 10_000
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def sniff(payload: Payload) -> bool:
    """Whether the root is that of a feed, or the suffix that of XML."""
    head = _COMMENT.sub("", payload.head_text()[:30_000]).lstrip()
    if not head.startswith("<"):
        return False
    first = _TAG.search(head)
    return payload.suffix in _SUFFIXES or (first is not None and first.group(1).rpartition(":")[2].lower() in _ROOTS)


def read(payload: Payload) -> Iterator[Item]:
    """The entries of a feed, in its order. A report's id is the entry's guid or id, else its link.

    Raises:
        InputError: too large, no text, declares entities of its own, or no feed.
    """
    raw = payload.whole()
    declared = _DECLARATION.search(raw[:1024])
    text = charset.decode(raw, declared.group(1).decode() if declared else payload.charset)
    text = _XML_HEADER.sub("", text).lstrip()
    if text.count("<") > _MAX_TAGS:
        raise InputError(f"more than {_MAX_TAGS:,} tags, the most that a feed may have")
    try:
        root = _parse(text)
    except etree.XMLSyntaxError as error:
        yield payload.problem(f"line {error.lineno or 1}", f"not well-formed ({error.msg:.120})")
        yield from _salvage(payload, text)
        return
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:  # type: ignore[attr-defined]
        raise InputError("declares XML entities, which feeds do not need and attacks do; not read")
    if _local(root) not in _ROOTS:
        raise InputError(f"XML, but no feed: its root is '{_local(root):.60}'")
    about = _about(root)
    for number, element in enumerate(_entries(root), 1):
        yield _item(payload, element, f"entry {number}", about)


def _parse(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _salvage(payload: Payload, text: str) -> Iterator[Item]:
    """The whole entries of a broken feed. HTML's own entities (`&nbsp;`), the usual fault, are understood here."""
    opening = _ROOT.search(text)
    root_tag = opening.group() if opening else "<rss>"
    name = re.match(r"<([\w:]+)", root_tag)
    close = f"</{name.group(1)}>" if name else "</rss>"
    first = _ENTRY.search(text)
    about = ("", "")
    if first and opening:
        channel = re.sub(r"<channel\b[^>]*>", "", text[opening.end() : first.start()])
        with suppress(etree.XMLSyntaxError):  # the entries can be read without the channel's own name
            about = _about(_parse(root_tag + _mended(channel) + close))
    line, counted = 1, 0
    for number, found in enumerate(_ENTRY.finditer(text), 1):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        place = f"entry {number} (line {line})"
        if number > _MAX_SALVAGED:
            yield payload.problem(place, f"the most entries that are read of a broken feed are {_MAX_SALVAGED:,}")
            return
        try:
            element = _parse(root_tag + _mended(found.group()) + close)[0]
        except (etree.XMLSyntaxError, IndexError):
            yield payload.problem(place, "not well-formed")
            continue
        yield _item(payload, element, place, about)


def _mended(markup: str) -> str:
    known = _ENTITY.sub(lambda found: html5.get(found.group(1), found.group()), markup)
    return _BARE_AMPERSAND.sub("&amp;", known)


def _about(root: etree._Element) -> tuple[str, str]:
    """The feed's title and its home page."""
    channel = next((child for child in root if _local(child) == "channel"), root)
    return _words(channel, "title"), _link(channel)


def _entries(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter() if _local(element) in ("item", "entry")]


def _item(payload: Payload, element: etree._Element, place: str, about: tuple[str, str]) -> Item:
    publisher, home = about
    title = _words(element, "title")
    body = next(
        (words for name in ("encoded", "content", "description", "summary") if (words := _words(element, name))), ""
    )
    text = html_text.under(title, body)
    if not text:
        return payload.problem(place, "has neither a title nor a text")
    link = _link(element)
    origin = next((child for child in element if _local(child) == "source"), None)
    return Draft(
        text=text,
        raw=etree.tostring(element, encoding="utf-8", with_tail=False),
        place=place,
        id=_id(element, link, home),
        publisher=publisher or (urlsplit(link or home).hostname or "" if _ADDRESS.match(link or home) else ""),
        published=_plain(element, "pubdate")
        or _plain(element, "published")
        or _plain(element, "date")
        or _plain(element, "updated")
        or None,
        edited=_plain(element, "updated") or None if _plain(element, "published") else None,
        url=link or None,
        title=title or None,
        forward_of=_origin(origin) if origin is not None else None,
    )


def _id(element: etree._Element, link: str, home: str) -> str | None:
    """The guid or id; one that is no address is unique in its feed only, so the feed's home goes before it."""
    own = _plain(element, "guid") or _plain(element, "id")
    if own:
        return own if _ADDRESS.match(own) or not home else f"{home}#{own}"
    return link or None


def _origin(source: etree._Element) -> str | None:
    """The feed that an entry was taken over from: RSS `source` names it in words or by address, Atom by elements."""
    words = (source.text or "").strip()
    return words or source.get("url") or _words(source, "title") or _link(source) or None


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _plain(parent: etree._Element, name: str) -> str:
    """The text of a child that is no markup, "" where there is none."""
    for child in parent:
        if _local(child) == name:
            return "".join(str(words) for words in child.itertext()).strip()
    return ""


def _words(parent: etree._Element, name: str) -> str:
    """The visible words of a child: text, HTML written as text, or XHTML (Atom `type="xhtml"`)."""
    for child in parent:
        if _local(child) != name or etree.QName(child).namespace == "http://search.yahoo.com/mrss/":
            continue
        if len(child):
            markup = etree.tostring(child, encoding="unicode", with_tail=False)
        elif child.get("type") == "text":
            return (child.text or "").strip()
        else:
            markup = child.text or ""
        try:
            return html_text.visible(unescape(markup) if name == "title" and "<" not in markup else markup)
        except InputError:
            return ""
    return ""


def _link(parent: etree._Element) -> str:
    """The page of an entry or feed: RSS `link`, Atom `link rel="alternate"`."""
    for child in parent:
        if _local(child) != "link":
            continue
        address = (child.get("href") if child.get("rel", "alternate") == "alternate" else "") or (child.text or "")
        if address.strip():
            return address.strip()
    return ""
