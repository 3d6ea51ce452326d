"""News pages: the article of an HTML page by trafilatura, with its title and publisher.

The date is what the page's markup or its address says. trafilatura's own is not used: where there is none it takes one
that the text speaks of.

The text is the headline, and below it the article, a line for each paragraph. A page is too often in the wrong `lang`
for its language to be taken from there.
"""

import re
from collections.abc import Iterator

import trafilatura
from lxml import html

from tocsin.errors import InputError
from tocsin.read import charset, html_text
from tocsin.read.payload import Draft, Item, Payload

#: Bytes of a page. trafilatura takes about 4 s for 1 MB of nothing but paragraphs.
MAX_PAGE = 4 * 2**20
#: Elements of a page. The longest live pages have some 20,000; trafilatura takes 2 KB and 0.1 ms for each.
_MAX_ELEMENTS = 40_000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
#: Where pages say when they appeared, most exact first: Open Graph, schema.org, Dublin Core, plain names.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "date_published",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "dateModified", "dcterms.modified")
#: The day in an address such as /2024/11/05/fire-at-a-depot.
_DAY = re.compile(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?:/|$)")
_JSON_LD = r'"%s"\s*:\s*"([^"\\]{4,40})"'


def sniff(payload: Payload) -> bool:
    """Whether it is marked up as a page."""
    head = payload.head.replace(b"\0", b"")[:8192].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named = payload.suffix in (".html", ".htm", ".xhtml")
    return (named and b"<" in head) or (head.startswith(b"<") and _MARKUP.search(head) is not None)


def read(payload: Payload) -> Iterator[Item]:
    """The one report of a page.

    Raises:
        InputError: too large, nested too deeply, or without a text.
    """
    raw = payload.whole(MAX_PAGE)
    declared = _CHARSET.search(raw[:4096])
    markup = charset.decode(raw, payload.charset or (declared.group(1).decode() if declared else None))
    if markup.count("<") - markup.count("</") > _MAX_ELEMENTS:
        raise InputError(f"more than {_MAX_ELEMENTS:,} elements, the most that a page may have")
    root = html_text.tree(markup)
    article = _article(markup, payload.url)
    body = (article.text if article else "") or html_text.element_text(_main(root))
    title = _property(root, ("og:title",)) or (article.title if article else "") or ""
    if not body.strip():
        raise InputError("no text found on this page")
    url = payload.url or (article.url if article else None)
    yield Draft(
        text=html_text.under(title, body),
        raw=raw,
        publisher=_property(root, ("og:site_name",)) or (article.sitename if article else "") or "",
        published=_date(root, _PUBLISHED, "datePublished") or _day(url or ""),
        edited=_date(root, _MODIFIED, "dateModified"),
        url=url,
        title=title or None,
    )


def _day(url: str) -> str | None:
    found = _DAY.search(url)
    return "-".join(found.groups()) if found else None


def _article(markup: str, url: str | None) -> trafilatura.settings.Document | None:
    try:
        found = trafilatura.bare_extraction(
            html_text.clean(markup),
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
        )
    except Exception as error:  # whatever a page does to a parser that others wrote, the page is at fault
        raise InputError(f"its article could not be found ({type(error).__name__})") from None
    return found if isinstance(found, trafilatura.settings.Document) else None


def _main(root: html.HtmlElement) -> html.HtmlElement:
    for name in ("article", "main", "body"):
        found = root.find(f".//{name}")
        if found is not None:
            return found
    return root


def _property(root: html.HtmlElement, names: tuple[str, ...]) -> str:
    """The content of the first `meta` (or `time`, for schema.org) that goes by one of `names`, in their order."""
    found: dict[str, str] = {}
    for element in root.iter("meta", "time"):
        content = element.get("content") or element.get("datetime") or ""
        for key in ("property", "name", "itemprop"):
            found.setdefault((element.get(key) or "").lower(), content.strip())
    return next((found[name.lower()] for name in names if found.get(name.lower())), "")


def _date(root: html.HtmlElement, names: tuple[str, ...], schema: str) -> str | None:
    """When a page appeared or was changed: what its JSON-LD, its `meta` or its first `time` say."""
    for script in root.iter("script"):
        found = re.search(_JSON_LD % schema, script.text or "") if "ld+json" in (script.get("type") or "") else None
        if found:
            return found.group(1)
    stated = _property(root, names)
    if stated or schema != "datePublished":
        return stated or None
    times = (element.get("datetime") or "" for element in root.iter("time"))
    return next((time for time in times if time), None)
