"""OFX as a tree, in the spelling of 1.x (SGML, values without an end tag) and of 2.x (XML).

Banks write both badly: 2.x headers over 1.x tags, empty values, blank lines ahead of the header.
One reader takes all of it: a tag with text behind it is a value, a tag that is closed somewhere in
the file holds others, and an end tag closes everything that was left open inside it.

Source: OFX 1.6 and 2.2 specifications, chapter 2 (structure), and files that banks sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from addin.errors import ImportRefused
from addin.text.encoding import text_of

_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w.\-]*)[^<>]*?(/?)>([^<]*)")
_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BEGIN: Final = re.compile(r"<OFX\b[^<>]*>", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"(?:CHARSET|ENCODING)\s*[:=]\s*\"?([\w-]+)", re.IGNORECASE)
_CODECS: Final = {"1252": "cp1252", "8859-1": "cp1252", "iso-8859-1": "cp1252"}
_VALUES: Final = frozenset(
    (
        "TRNTYPE", "DTPOSTED", "DTUSER", "TRNAMT", "FITID", "CHECKNUM", "REFNUM", "NAME", "MEMO",
        "CURDEF", "CURSYM", "CURRATE", "BALAMT", "DTASOF", "ACCTID", "BANKID", "BRANCHID",
        "ACCTTYPE", "CODE", "SEVERITY", "MESSAGE",
    )
)  # fmt: skip
"""Tags that hold no others, so that an empty one without an end tag swallows nothing."""
DEEPEST: Final = 60
MOST: Final = 3_000_000  # tags


@dataclass(slots=True)
class Tag:
    """One tag: its name in capitals, its text, what it holds, the line it stands on."""

    name: str
    line: int = 0
    text: str = ""
    inside: list[Tag] = field(default_factory=list)

    def first(self, *path: str) -> Tag | None:
        """The tag below by this path of names, the first of each; None: there is none."""
        here: Tag | None = self
        for name in path:
            if here is None:
                return None
            here = next((one for one in here.inside if one.name == name), None)
        return here

    def said(self, *path: str) -> str:
        """The text of the tag below by this path; empty: none."""
        found = self.first(*path)
        return found.text if found is not None else ""

    def every(self, *names: str) -> Iterator[Tag]:
        """The tags of these names anywhere below, in the order of the file."""
        waiting = list(reversed(self.inside))
        while waiting:
            one = waiting.pop()
            if one.name in names:
                yield one
            else:
                waiting.extend(reversed(one.inside))


def tags(content: bytes, file_name: str) -> Tag:
    """The ``OFX`` tag of the file.

    Raises:
        ImportRefused: it is no text, or holds no OFX.
    """
    told = _text(content)
    if told is None:
        raise ImportRefused(file_name, "its bytes are not text")
    begin = _BEGIN.search(told)
    if begin is None:
        raise ImportRefused(file_name, "there is no <OFX> in it")
    body = _CDATA.sub(lambda found: found[1].replace("<", "&lt;"), told[begin.end() :])
    return _Reading(body, told.count("\n", 0, begin.end()) + 1, file_name).root()


def _text(content: bytes) -> str | None:
    """The text: UTF-8 where it proves itself, else what the header says, else what fits."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    for said in _CHARSET.findall(content[:2048]):
        codec = _CODECS.get(said.decode("ascii", "replace").casefold())
        if codec:
            return content.decode(codec, "replace")
    return text_of(content)


class _Reading:
    """One text being read: the tags that are open, from the outermost."""

    def __init__(self, body: str, line: int, file_name: str) -> None:
        self._body, self._line, self._at = body, line, 0
        self._file_name = file_name
        self._closed = {one.upper() for one in re.findall(r"</([A-Za-z][\w.\-]*)", body)}
        self._open = [Tag("OFX", line)]

    def root(self) -> Tag:
        """Read all of it."""
        root = self._open[0]
        for number, found in enumerate(_TAG.finditer(self._body)):
            if number > MOST:
                raise ImportRefused(self._file_name, f"it has more than {MOST:,} tags")
            self._line += self._body.count("\n", self._at, found.start())
            self._at = found.start()
            name = found[2].upper()
            if found[1]:
                self._close(name)
                if not self._open:
                    break
                continue
            self._begin(name, unescape(found[4]).strip(), is_empty=bool(found[3]))
        return root

    def _begin(self, name: str, text: str, *, is_empty: bool) -> None:
        tag = Tag(name, self._line, text)
        self._open[-1].inside.append(tag)
        if text or is_empty or name in _VALUES or name not in self._closed:
            return
        if len(self._open) >= DEEPEST:
            raise ImportRefused(
                self._file_name, f"line {self._line}: it is nested more than {DEEPEST} deep"
            )
        self._open.append(tag)

    def _close(self, name: str) -> None:
        """End a tag, and what was left open in it; the end of a value that is not open is none."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == name:
                del self._open[depth:]
                return
