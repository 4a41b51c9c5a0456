"""SCH704: a rental goes back before the last day of shooting.

Why it matters: the rental house has promised it to somebody else. An extension on the last day is
paid at the day rate.

Example: PO 1107, camera package, until 20 March; the board shoots until 24 March.

What to do: extend the order, or note that it is not needed to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from addin.findings import Finding, Severity
from addin.rules.boards import cells, day_text, main_board
from addin.rules.rule import Workpapers

CODE = "SCH704"
_KIT: Final = re.compile(
    r"\b(?:camera|lens|grip|electric|lighting|sound) (?:\w+ )?(?:package|rental|kit|hire)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:2nd|second|prep|test|post|splinter|b.?cam|additional|extra|wrap)\b", re.IGNORECASE
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per order for a package that runs from before the shoot into it."""
    board = main_board(papers)
    if board is None or not board.days:
        return
    first, last = min(board.days), max(board.days)
    for order in papers.production.purchase_orders:
        if order.end is None or order.start is None or not order.end < last:
            continue
        in_shoot = order.start <= first < order.end
        if in_shoot and _KIT.search(order.description) and not _OTHER.search(order.description):
            yield Finding(
                CODE,
                Severity.NOTE,
                f"PO {order.number}, {order.description}, ends on {day_text(order.end)};"
                f" '{board.name}' shoots until {day_text(last)}.",
                (order.source.at("end"), *cells(board.days[last][-1:], "date", "scene")),
                numbers=(("returned", order.end), ("last day", last)),
                advice="Extend the order, or note that it is not needed to the end.",
                subject=f"end of PO {order.number}",
            )
