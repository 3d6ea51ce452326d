"""The visible words of HTML: what a reader of the page would see, and never what it would run."""

import re
from collections.abc import Iterator

from lxml import etree, html

from tocsin.errors import InputError

_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "select",
        "textarea",
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{2,}")
#: What cannot stand in a document tree.
_NOT_XML = re.compile("[\x00\ud800-\udfff]")


def clean(markup: str) -> str:
    """`markup` without the characters that no document can hold (NUL, halves of surrogate pairs)."""
    return _NOT_XML.sub("\ufffd", markup)


def tree(markup: str) -> html.HtmlElement:
    """The tree of a page or fragment. Nothing is fetched.

    Raises:
        InputError: there is nothing in it, or it is nested more deeply than any page (255 elements).
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = clean(markup).encode("utf-8")
    try:
        root = html.document_fromstring(source, parser=parser, ensure_head_body=False)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("no text in its HTML") from None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise InputError("its HTML is nested too deeply")
    return root


def visible(markup: str) -> str:
    """The words of a fragment such as a feed's description: a line for each block, white space as a browser shows it.

    Raises:
        InputError: as `tree`.
    """
    if "<" not in markup and "&" not in markup:
        return _tidy(_SPACES.sub(" ", markup) if "\n\n" not in markup else markup)
    return element_text(tree(f"<div>{markup}</div>"))


def under(title: str, body: str) -> str:
    """A headline and the text below it; the text alone where it begins with its headline's words."""
    if body.startswith(title) and not body[len(title) : len(title) + 1].isalnum():
        return body
    return f"{title}\n\n{body}".strip()


def element_text(root: html.HtmlElement) -> str:
    """The words under `root`, laid out as `visible` does."""
    return _tidy("".join(_pieces(root)))


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                yield "\n"
            yield _SPACES.sub(" ", element.text or "")
        else:
            if tag in _BLOCKS:
                yield "\n"
            if element is not root:
                yield _SPACES.sub(" ", element.tail or "")


def _tidy(text: str) -> str:
    return _MANY_LINES.sub("\n", _LINES.sub("\n", text)).strip(" \n")
