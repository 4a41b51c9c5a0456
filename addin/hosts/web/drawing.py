"""How the add-in's icons are drawn: two rows of a ledger and the tick that ties them out.

``python -m addin.hosts.web.drawing`` draws the files in ``icons/`` anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

from addin.hosts.web.description import COLOUR_SIZE, ICON_SIZES, OUTLINE_SIZE

Colour = tuple[int, int, int]

_GREEN: Final[Colour] = (21, 94, 84)
_WHITE: Final[Colour] = (255, 255, 255)
_FINE: Final = 4
"""Each pixel is looked at in 4 by 4 places, so that edges are smooth."""

_ROUND: Final = 0.18
_ROWS: Final = ((0.20, 0.24, 0.62, 0.34), (0.20, 0.44, 0.48, 0.54))  # left, top, right, bottom
_TICK: Final = ((0.30, 0.66), (0.46, 0.82), (0.82, 0.40))
_STROKE: Final = 0.065


def coloured(size: int) -> bytes:
    """The icon on its green ground, as PNG; ``size`` in pixels, each way."""
    return _png(size, lambda x, y: _WHITE if _drawn(x, y) else _GREEN if _inside(x, y) else None)


def outline(size: int) -> bytes:
    """The drawing alone, white on nothing, as PNG."""
    return _png(size, lambda x, y: _WHITE if _drawn(x, y) else None)


def _inside(x: float, y: float) -> bool:
    """Whether a point is on the ground, a square with round corners; sides are 1 long."""
    near_x, near_y = min(x, 1 - x), min(y, 1 - y)
    if near_x >= _ROUND or near_y >= _ROUND:
        return True
    return (_ROUND - near_x) ** 2 + (_ROUND - near_y) ** 2 <= _ROUND**2


def _drawn(x: float, y: float) -> bool:
    if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in _ROWS):
        return True
    return any(_distance(x, y, *start, *end) <= _STROKE for start, end in pairwise(_TICK))


def _distance(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> float:
    """How far a point is from a line between two others."""
    dx, dy = x2 - x1, y2 - y1
    along = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
    return float(((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2) ** 0.5)


def _png(size: int, at: Callable[[float, float], Colour | None]) -> bytes:
    """Source: PNG specification, third edition (W3C)."""
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # no filter
        for column in range(size):
            rows += bytes(_pixel(size, row, column, at))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _pixel(
    size: int, row: int, column: int, at: Callable[[float, float], Colour | None]
) -> tuple[int, int, int, int]:
    places = [(place + 0.5) / _FINE for place in range(_FINE)]
    seen = [at((column + x) / size, (row + y) / size) for y in places for x in places]
    there = [colour for colour in seen if colour is not None]
    if not there:
        return (0, 0, 0, 0)
    red, green, blue = (round(sum(part) / len(there)) for part in zip(*there, strict=True))
    return (red, green, blue, round(255 * len(there) / len(seen)))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def main() -> None:
    """Draw every icon into the package."""
    folder = Path(__file__).parent / "icons"
    for size in (*ICON_SIZES, COLOUR_SIZE):
        (folder / f"icon-{size}.png").write_bytes(coloured(size))
    (folder / "outline.png").write_bytes(outline(OUTLINE_SIZE))


if __name__ == "__main__":
    main()
