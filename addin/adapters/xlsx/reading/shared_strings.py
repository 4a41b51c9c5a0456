"""The shared strings part: every text of a workbook once, referred to by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from addin.adapters.xlsx.markup import LONGEST, BadMarkup, cell_text, trimmed_text

_ROOT = re.compile(r"<(?:([\w.-]+):)?sst(?=[\s/>])")


def shared_strings(pieces: Iterable[str]) -> list[str]:
    """Every text in order; formatting within a text and Japanese reading aids are left out.

    Blanks at the ends of a text count only where it asks to keep them, as Excel has it.

    The part's own ``count`` is never believed.
    """
    found: list[str] = []
    reader: _Items | None = None
    rest = ""
    for piece in pieces:
        rest += piece
        if reader is None:
            root = _ROOT.search(rest)
            reader = _Items(root[1] if root else "")
        *items, rest = rest.split(reader.close)
        for item in items:
            found.extend(reader.texts(item))
        if len(rest) > LONGEST:
            raise BadMarkup("a text is longer than any cell can hold")
    if reader is not None:
        found.extend(reader.empty(rest))
    return found


class _Items:
    """Reads what stands between one ``</si>`` and the next."""

    def __init__(self, prefix: str | None) -> None:
        p = re.escape(prefix + ":") if prefix else ""
        self.close = f"</{prefix + ':' if prefix else ''}si>"
        self._plain = f"<{prefix + ':' if prefix else ''}si><{prefix + ':' if prefix else ''}t>"
        self._end = f"</{prefix + ':' if prefix else ''}t>"
        self._open = re.compile(rf"<{p}si(?=[\s/>])[^>]*?(/?)>")
        self._phonetic = re.compile(rf"<{p}rPh[\s>].*?</{p}rPh\s*>", re.DOTALL)
        self._text = re.compile(rf"<{p}t((?:\s[^>]*)?)>([^<]*+)</{p}t\s*>")
        self._runs = re.compile(rf"<{p}r[\s>]")

    def texts(self, item: str) -> Iterator[str]:
        if item.startswith(self._plain) and item.endswith(self._end):
            text = item[len(self._plain) : -len(self._end)]
            if "<" not in text:
                yield trimmed_text(text)
                return
        yield from self.empty(item)
        plain = self._phonetic.sub("", item)
        found = self._text.findall(plain)
        text = "".join(text for _, text in found)
        # blanks between differently formatted words are part of the text, asked for or not
        keep = self._runs.search(plain) or any("preserve" in stated for stated, _ in found)
        yield cell_text(text) if keep else trimmed_text(text)

    def empty(self, item: str) -> Iterator[str]:
        """Items without any text, ``<si/>``, which stand before the one that was closed."""
        for match in self._open.finditer(item):
            if match[1]:
                yield ""
