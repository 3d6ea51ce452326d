"""CAP messages to XML and back. What a message holds is data: no entity, no document type, nothing is fetched."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tocsin.model import Problem
from tocsin.publish.cap.nouns import Message
from tocsin.publish.cap.structure import FORERUNNER, NAMESPACE, SIGNATURE, STRUCTURE, Element

#: Bytes of a message that are read.
LARGEST = 4 * 2**20
_NAMESPACES: Any = {None: NAMESPACE}
#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(message: Message) -> bytes:
    """A message as XML in UTF-8. Characters that XML cannot hold are left out."""
    return serialised(tree(message))


def tree(message: Message) -> etree._Element:
    """A message as a tree, to be signed or put into a feed."""
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=_NAMESPACES)
    _fill(root, message)
    return root


def serialised(root: etree._Element) -> bytes:
    """A tree as XML in UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _fill(parent: etree._Element, noun: Any) -> None:
    for element in STRUCTURE[type(noun)]:
        value = getattr(noun, element.field)
        if value is None or value == ():
            continue
        # A list of references is one element, a list of anything else is many.
        for one in value if element.many else (value,):
            child = etree.SubElement(parent, f"{{{NAMESPACE}}}{element.tag}")
            if element.form is None:
                _fill(child, one)
            else:
                child.text = _FORBIDDEN.sub("", element.form.write(one))


def parsed(content: bytes) -> etree._Element:
    """The root of an XML document, which may define and fetch nothing.

    Raises:
        ValueError: it is too long, no XML, or has a document type.
    """
    if len(content) > LARGEST:
        raise ValueError(f"longer than {LARGEST:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"no XML: {error!s:.120}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it has a document type, which a CAP message never has")
    return root


def read(content: bytes, origin: str) -> tuple[Message | None, tuple[Problem, ...]]:
    """The message in an XML document; None with what is wrong where it is none."""
    try:
        root = parsed(content)
    except ValueError as error:
        return None, (Problem(origin, "", str(error)),)
    return read_tree(root, origin)


def read_all(content: bytes, origin: str) -> Iterator[Message | Problem]:
    """The messages in an XML document: the one that it is, or those that a feed holds."""
    try:
        root = parsed(content)
    except ValueError as error:
        yield Problem(origin, "", str(error))
        return
    found = [root] if _is_alert(root) else [node for node in root.iter() if _is_alert(node)]
    for number, node in enumerate(found, 1):
        message, problems = read_tree(node, f"{origin}, message {number}" if len(found) > 1 else origin)
        yield from problems
        if message is not None:
            yield message
    if not found:
        yield Problem(origin, "", f"its root is {_shown(root)}, and no alert of CAP is in it")


def _is_alert(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and node.tag in (f"{{{NAMESPACE}}}alert", f"{{{FORERUNNER}}}alert")


def read_tree(root: etree._Element, origin: str) -> tuple[Message | None, tuple[Problem, ...]]:
    """The message that a tree is, of CAP 1.2 or of 1.1, which has the same elements."""
    if not _is_alert(root):
        return None, (Problem(origin, "", f"its root is {_shown(root)}, not the alert of CAP 1.2"),)
    found = _Read(origin, str(etree.QName(root).namespace))
    message = found.noun(root, Message, "alert")
    return (message if isinstance(message, Message) and not found.problems else None), tuple(found.problems)


class _Read:
    """One reading: what is wrong is gathered, all of it."""

    def __init__(self, origin: str, namespace: str) -> None:
        self._origin, self._namespace = origin, namespace
        self.problems: list[Problem] = []

    def noun(self, node: etree._Element, kind: type, path: str) -> Any:
        values: dict[str, Any] = {}
        position = 0
        elements = STRUCTURE[kind]
        for child in self._children(node, path):
            at = next((i for i, e in enumerate(elements) if child.tag == f"{{{self._namespace}}}{e.tag}"), None)
            if at is None:
                self._problem(f"{path}/{_shown(child)}", "CAP has no such element here")
                continue
            if at < position:
                self._problem(f"{path}/{elements[at].tag}", f"it must stand before {elements[position].tag}")
            position = max(position, at)
            self._take(values, elements[at], child, f"{path}/{elements[at].tag}")
        for element in elements:
            if element.needed and element.field not in values:
                self._problem(path, f"it has no {element.tag}")
        missing = any(e.needed and e.field not in values for e in elements)
        return None if missing else kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})

    def _take(self, values: dict[str, Any], element: Element, child: etree._Element, path: str) -> None:
        value = self._value(element, child, path)
        if element.many:
            if value is not None:
                values.setdefault(element.field, []).append(value)
        elif element.field in values:
            self._problem(path, "it is given twice")
        elif value is not None:
            values[element.field] = value

    def _value(self, element: Element, child: etree._Element, path: str) -> Any:
        if element.noun is not None:
            return self.noun(child, element.noun, path)
        if len(child):
            self._problem(path, "it holds elements where text is expected")
            return None
        try:
            return element.form.read(child.text or "") if element.form else None
        except ValueError as error:
            self._problem(path, str(error))
            return None

    def _children(self, node: etree._Element, path: str) -> Iterator[etree._Element]:
        for child in node:
            if not isinstance(child.tag, str):
                if isinstance(child, etree._Entity):
                    self._problem(path, "it holds an entity, which is not resolved")
                continue
            if child.tag != f"{{{SIGNATURE}}}Signature":
                yield child

    def _problem(self, path: str, reason: str) -> None:
        self.problems.append(Problem(self._origin, path, reason))


def _shown(node: etree._Element) -> str:
    name = etree.QName(node)
    return f"{name.localname} of {name.namespace}" if name.namespace != NAMESPACE else str(name.localname)
