"""Rows that differ in nothing but their numbers and texts, read by one pattern made from the first.

The rows of a table are spelt alike: the same cells, styles and types in the same order. Once a few
such rows were met, a pattern of the whole row reads the next ones in one step, and its match proves
them to be well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from addin.adapters.xlsx.reading.row_xml import RowXml

_LEARNT_AT: Final = 12
"""Alike rows before a pattern is made of them: making one costs as much as reading sixty rows."""

_KEPT: Final = 6  # patterns tried on each row, the last that fitted first
_FREE: Final = 8  # patterns that a sheet may make before they have to have earned their keep
_EARNED: Final = 200  # rows read by patterns that pay for one more
_WATCHED: Final = 512  # kinds of rows counted at a time
_AT_FIRST: Final = 256  # rows looked at one by one; later, where few are alike, one in eight is
_LONGEST: Final = 1 << 16  # characters of a row that a pattern is made of

_CONTENT: Final = {"s": "([0-9]++)", "": "([0-9.E+-]++)", "n": "([0-9.E+-]++)"}
_ANY_TEXT: Final = (
    r"((?:[^<&\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]++|&(?:amp|lt|gt|quot|apos);)++)"
)
_NO_BLANKS_AT_ENDS: Final = r"(?=[^\s<&])(?=[^<]*[^\s<;]<)"
_VARYING: Final = re.compile(r'(?<= spans=")[0-9:]++(?=")|(?<= ht=")[0-9.]++(?=")')
_TEXT, _NUMBER = "\x01", "\x02"  # where a text or the row's number stood: no XML has these


@dataclass(frozen=True, slots=True, eq=False)
class RowPattern:
    """How to read rows of one spelling.

    ``match`` gives the row's number and the texts in it; ``texts`` picks from these one text for
    each cell with content. ``formulas`` are those of these cells with a formula: their place, and
    the place of the formula among what was matched (-1: the formula itself is elsewhere).
    ``sample`` is the row that the pattern was made from.
    """

    match: Callable[[str, int], re.Match[str] | None]
    texts: Callable[[tuple[str, ...]], Sequence[str]]
    formulas: tuple[tuple[int, int], ...]
    sample: RowXml


class Patterns:
    """The patterns made for one sheet."""

    def __init__(self, prefix: str, cell: re.Pattern[str]) -> None:
        """``cell`` finds the cells of a row in the usual layout."""
        self.known: list[RowPattern] = []
        self._prefix = re.escape(prefix)
        self._cell = cell
        self._address = re.compile(rf'(<{self._prefix}c r="[A-Z]{{1,3}})[0-9]++(?=")')
        self._met: dict[str, int] = {}
        self._made = self._hits = self._misses = 0

    def fitted(self, place: int) -> None:
        """The pattern in this place read a row: it is tried first from now on."""
        self._hits += 1
        if place:
            self.known.insert(0, self.known.pop(place))

    def learn(self, row: RowXml, attributes: str) -> None:
        """Look at a row in the usual layout that no pattern fitted; ``attributes`` are its own."""
        self._misses += 1
        rarely = self._hits < self._misses and self._misses > _AT_FIRST
        if (rarely and self._misses % 8) or len(row.xml) > _LONGEST:
            return
        if self._made >= _FREE + self._hits // _EARNED or ' ref="' in row.xml:
            return
        found = list(self._cell.finditer(row.xml))
        spelling = self._spelling(row.xml, attributes, found)
        if len(self._met) >= _WATCHED:
            self._met.clear()
        met = self._met[spelling] = self._met.get(spelling, 0) + 1
        if met == _LEARNT_AT:
            self._made += 1
            self.known.insert(0, self._made_of(row, spelling, found))
            del self.known[_KEPT:]

    def _spelling(self, xml: str, attributes: str, found: Iterable[re.Match[str]]) -> str:
        """A row with marks in place of its number and texts."""
        pieces = [f'<row r="{_NUMBER}"{_VARYING.sub("", attributes)}>']
        done = 0
        for match in found:
            for group in (6, 7):
                if match[group]:
                    pieces.append(xml[done : match.start(group)])
                    done = match.end(group)
        cells = _TEXT.join([*pieces[1:], xml[done:]])
        return pieces[0] + self._address.sub(rf"\1{_NUMBER}", cells)

    def _made_of(self, row: RowXml, spelling: str, found: Sequence[re.Match[str]]) -> RowPattern:
        contents: list[str] = []
        picks: list[int] = []
        formulas: list[tuple[int, int]] = []
        for place, match in enumerate(found):
            _, _, _, kind, attributes, formula, text = match.groups("")
            if formula or attributes:
                formulas.append((place, len(contents) + 1 if formula else -1))
            if formula:
                contents.append(_ANY_TEXT)
            picks.append(len(contents) + 1 if text else -1)
            if text:
                kept = row.xml.endswith(' xml:space="preserve">', 0, match.start(7))
                text_pattern = _CONTENT.get(kind, _ANY_TEXT)
                contents.append(_NO_BLANKS_AT_ENDS * kept + text_pattern)
        pattern = self._pattern(spelling, contents)
        return RowPattern(re.compile(pattern).match, _picking(picks), tuple(formulas), row)

    def _pattern(self, spelling: str, contents: Iterable[str]) -> str:
        tag, _, cells = spelling.partition(">")
        start = re.escape(tag).replace(_NUMBER, "([1-9][0-9]{0,6})").replace("<", "", 1)
        for name, digits in (("spans", "[0-9:]++"), ("ht", "[0-9.]++")):
            start = start.replace(f'\\ {name}=""', f'\\ {name}="{digits}"')
        texts = iter(contents)
        literals = re.escape(cells).replace(_NUMBER, r"\1").split(_TEXT)
        rest = literals[0] + "".join(next(texts) + literal for literal in literals[1:])
        return rf"\s*+<{self._prefix}{start}>{rest}</{self._prefix}row>"


def _picking(picks: Sequence[int]) -> Callable[[tuple[str, ...]], Sequence[str]]:
    """Picks the texts of cells from what a pattern matched; -1: a cell that has none."""
    if -1 not in picks and list(picks) == list(range(1, len(picks) + 1)):
        return itemgetter(slice(1, None))  # every text is one of a cell
    if len(picks) == 1:
        return lambda groups: ((*groups, "")[picks[0]],)
    chosen = itemgetter(*picks) if picks else tuple
    return lambda groups: chosen((*groups, ""))
