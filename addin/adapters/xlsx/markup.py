"""XML as workbooks hold it: checked by a parser, then read as text, which is far faster.

No document types, no entities but the five of XML, nothing fetched from anywhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

LONGEST: Final = 64 << 20
"""Characters that may pass before a row or a text has to end: rows of 16,384 cells have a tenth."""


class BadMarkup(Exception):
    """XML that is not well-formed, or that no workbook can have; the text says what and where."""


class Untidy(Exception):
    """Well-formed XML of a kind that cannot be read as plain text: see ``tidied``."""


_PLAIN_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?:[^>?]|\?(?!>))*?\?>)?\s*<[A-Za-z_]",
)
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPES = str.maketrans(_IN_TEXT)
_WITH_RETURNS = str.maketrans(_IN_TEXT | {"\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans(
    _IN_TEXT | {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


def checked(chunks: Iterable[bytes]) -> Iterator[str]:
    """The text, a piece at a time, each piece checked before it is handed on.

    The XML declaration is left out; line ends are LF.

    Raises:
        BadMarkup: not well-formed, or with a document type.
        Untidy: comments, CDATA, processing instructions, or not in UTF-8.
    """
    return plain(_parsed(chunks))


def _parsed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    parser = _parser()
    for chunk in chunks:
        _feed(parser, chunk)
        yield chunk
    _feed(parser, b"", last=True)


def plain(chunks: Iterable[bytes]) -> Iterator[str]:
    """As ``checked``, but whoever asks for the text checks whether it is well-formed: ``Checker``.

    Raises:
        BadMarkup: its bytes are not UTF-8.
        Untidy: comments, CDATA, processing instructions, a document type, or not in UTF-8.
    """
    decode = codecs.getincrementaldecoder("utf-8")().decode
    first = True
    ends_in_return = False
    held = ""
    try:
        for chunk in chunks:
            piece = held + decode(_without_declaration(chunk) if first else chunk)
            first = False
            held = ""
            if piece.endswith("<"):  # what it begins is told by the next piece
                piece, held = piece[:-1], "<"
            if "<!" in piece or "<?" in piece:
                raise Untidy
            if "\r" in piece or ends_in_return:
                piece, ends_in_return = _line_ends(piece, after_return=ends_in_return)
            yield piece
        yield held + decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise BadMarkup(f"its bytes are not text ({error.reason})") from error


class Checker:
    """Proves that the pieces of a document, given in turn, are well-formed together."""

    def __init__(self) -> None:
        self._parse = _parser()

    def passed(self, piece: str) -> str:
        """The piece itself, checked.

        Raises:
            BadMarkup: not well-formed, or with a document type.
        """
        _feed(self._parse, piece.encode())
        return piece

    def finish(self) -> None:
        """Nothing follows.

        Raises:
            BadMarkup: something is still open.
        """
        _feed(self._parse, b"", last=True)


def _without_declaration(chunk: bytes) -> bytes:
    start = _PLAIN_START.match(chunk)
    encoding = _ENCODING.match(chunk)
    if start is None or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise Untidy
    return chunk[start.end() - 2 :]


def _line_ends(piece: str, *, after_return: bool) -> tuple[str, bool]:
    """XML's rule: CR LF and CR alone are both LF, even when a piece ends between the two."""
    if after_return and piece.startswith("\n"):
        piece = piece[1:]
    ends = piece.endswith("\r")
    return piece.replace("\r\n", "\n").replace("\r", "\n"), ends


def tidied(chunks: Iterable[bytes]) -> Iterator[str]:
    """The same document as plain text: no comments, CDATA, instructions or single quotes.

    Raises:
        BadMarkup: not well-formed, or with a document type.
    """
    parser = _parser()
    out: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        out.append(f"<{tag}")
        out.extend(f" {name}={_quoted(value)}" for name, value in attributes.items())
        out.append(">")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: out.append(f"</{tag}>")
    parser.CharacterDataHandler = lambda text: out.append(text.translate(_WITH_RETURNS))
    for chunk in chunks:
        _feed(parser, chunk)
        yield "".join(out)
        out.clear()
    _feed(parser, b"", last=True)
    yield "".join(out)


def _quoted(value: str) -> str:
    return '"' + value.translate(_IN_ATTRIBUTES) + '"'


def _feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        raise BadMarkup(str(error)) from error
    except (LookupError, ValueError) as error:
        raise BadMarkup(f"its encoding is unknown ({error})") from error


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise BadMarkup("it has a document type, which workbooks never have")


def tree(content: bytes) -> ET.Element:
    """The document's root; tags and attribute names without their namespaces.

    Raises:
        BadMarkup: not well-formed, or with a document type.
    """
    _feed(_parser(), content, last=True)
    try:
        # safe: a document with a document type, and so with entities, was refused above
        root = ET.fromstring(content)  # noqa: S314
    except ET.ParseError as error:  # a prefix that nothing declares
        raise BadMarkup(str(error)) from error
    except (LookupError, ValueError) as error:
        raise BadMarkup(f"its encoding is unknown ({error})") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if "}" in name]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))
    return root


_REFERENCE = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """A text as XML writes it between tags.

    The library's own ``escape`` does the same, but brings all of ``urllib`` with it.
    """
    return text.translate(_ESCAPES)


def unescaped(text: str) -> str:
    """XML's own references turned into the characters they stand for."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def cell_text(text: str) -> str:
    """What a person sees: references and Excel's own escapes (``_x000D_``) decoded.

    Source:
        ECMA-376 part 1, 22.9.2.19 ST_Xstring.
    """
    return spelt_out(unescaped(text))


_BLANKS = " \t\n\r"


def trimmed_text(text: str) -> str:
    """A cell's text whose XML does not ask to keep its blanks: Excel leaves out those at its ends.

    Blanks that Excel itself spelt out, ``_x0020_``, stay.
    """
    return spelt_out(unescaped(text).strip(_BLANKS))


def with_ends_kept(text: str) -> str:
    """An escaped text with the blanks at its ends spelt out, so that none trims them."""
    plain = text.strip(_BLANKS)
    if len(plain) == len(text):
        return text
    start = text.find(plain) if plain else len(text)
    ends = (text[:start], text[start + len(plain) :])
    first, last = ("".join(f"_x{ord(blank):04X}_" for blank in end) for end in ends)
    return first + plain + last


def spelt_out(text: str) -> str:
    """Excel's escapes decoded: ``_x000A_`` is a line end; half a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
