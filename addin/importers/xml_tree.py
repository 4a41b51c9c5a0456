"""XML as a tree, from files that strangers send: no entities, no DTD, no endless depth."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from addin.errors import ImportRefused

DEEPEST: Final = 200


class _Builder(TreeBuilder):
    """Builds the tree, and stops at a document type: nobody's export needs one."""

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self._file_name = file_name
        self._depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse it: entities can name files, and grow without end."""
        del name, pubid, system
        raise ImportRefused(self._file_name, "it declares a document type, which no export does")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """One level deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ImportRefused(self._file_name, f"it is nested more than {DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """One level up."""
        self._depth -= 1
        return super().end(tag)


def tree(content: bytes, file_name: str) -> Element:
    """The root of the document, its names without their namespaces.

    Raises:
        ImportRefused: it is no XML; says on which line.
    """
    parser = XMLParser(target=_Builder(file_name))  # noqa: S314 - document types are refused above
    try:
        parser.feed(content)
        root = parser.close()
    except ParseError as error:
        line, column = error.position
        what = str(error).partition(":")[0]
        raise ImportRefused(file_name, f"line {line}, column {column + 1}: {what}") from None
    except (ValueError, LookupError) as error:  # an encoding that is not one
        raise ImportRefused(file_name, f"it cannot be read as XML: {error}") from None
    if not isinstance(root, Element):
        raise ImportRefused(file_name, "it is empty")
    for one in root.iter():
        one.tag = str(one.tag).rpartition("}")[2]
    return root


def inside(root: Element, name: str) -> str:
    """The text of the first child of that name, without blanks around it; empty: none."""
    found = root.find(name)
    return (found.text or "").strip() if found is not None else ""
