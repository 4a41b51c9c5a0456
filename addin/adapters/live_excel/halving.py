"""Ask Excel about many cells at once, and about fewer only where they differ.

Excel answers a question about a whole range with nothing when its cells differ. Halving such ranges
finds out with a call for each area that is alike, and some on the way: never one for each cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from addin.tables.table import Area

T = TypeVar("T")


def alike(area: Area, ask: Callable[[Area], T | None]) -> Iterator[tuple[Area, T]]:
    """Areas whose cells are alike, each with what Excel says of them; together they are the area.

    A single cell of which Excel says nothing is left out.
    """
    waiting = [area]
    while waiting:
        one = waiting.pop()
        answer = ask(one)
        if answer is not None:
            yield one, answer
        elif (one.top, one.left) != (one.bottom, one.right):
            waiting += reversed(halves(one))


def halves(area: Area) -> list[Area]:
    """The two halves of an area: by columns unless it is long, since a column is alike."""
    if area.right > area.left and (area.bottom - area.top) < 8 * (area.right - area.left):
        middle = (area.left + area.right) // 2
        return [
            Area(area.top, area.left, area.bottom, middle),
            Area(area.top, middle + 1, area.bottom, area.right),
        ]
    middle = (area.top + area.bottom) // 2
    return [
        Area(area.top, area.left, middle, area.right),
        Area(middle + 1, area.left, area.bottom, area.right),
    ]


def marked(
    area: Area, has: Callable[[Area], bool | None], whole: Callable[[int, int], Area]
) -> tuple[Area, ...]:
    """The marked areas that lie in an area: merged cells, or arrays.

    ``has`` says of an area whether all of it, none of it or (nothing) a part is marked; ``whole``
    gives the marked area that a cell belongs to.
    """
    found: list[Area] = []
    waiting = [area]
    while waiting:
        one = waiting.pop()
        answer = has(one)
        if answer is None:
            if (one.top, one.left) != (one.bottom, one.right):
                waiting += halves(one)
        elif answer:
            known = next((each for each in found if (one.top, one.left) in each), None)
            if known is None:
                known = whole(one.top, one.left)
                found.append(known)
            waiting += without(one, known)
    return tuple(sorted(found))


def without(area: Area, taken: Area) -> list[Area]:
    """What is left of an area, in pieces, when another is taken out of it."""
    top, bottom = max(area.top, taken.top), min(area.bottom, taken.bottom)
    left, right = max(area.left, taken.left), min(area.right, taken.right)
    if top > bottom or left > right:
        return [area]
    pieces = [
        (area.top, area.left, top - 1, area.right),
        (bottom + 1, area.left, area.bottom, area.right),
        (top, area.left, bottom, left - 1),
        (top, right + 1, bottom, area.right),
    ]
    return [Area(*one) for one in pieces if one[0] <= one[2] and one[1] <= one[3]]


def blocks(cells: set[tuple[int, int]]) -> list[Area]:
    """Cells as rectangles without gaps: runs in a row, joined with those right below them."""
    runs: dict[tuple[int, int], list[list[int]]] = {}
    for row, left, right in _runs(sorted(cells)):
        spans = runs.setdefault((left, right), [])
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return sorted(
        Area(top, left, bottom, right)
        for (left, right), spans in runs.items()
        for top, bottom in spans
    )


def _runs(cells: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for number, (row, column) in enumerate(cells):
        following = cells[number + 1] if number + 1 < len(cells) else None
        if following != (row, column + 1):
            yield row, cells[start][1], column
            start = number + 1
