"""Which workbooks are open in Excel on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def all_open_books() -> Iterator[Any]:
    """Every workbook of every Excel that xlwings finds, as its ``Book``; none where there is none.

    On the Mac, Excel does not answer what is asked here: its workbooks count as closed.
    """
    import xlwings  # noqa: PLC0415 - heavy, and only for people who have Excel open

    engine = xlwings.engines.active
    if engine is None or _is_on_the_mac(engine):
        return
    for app in engine.apps:
        yield from app.books


def _is_on_the_mac(engine: Any) -> bool:
    return type(engine.impl).__module__.endswith("_xlmac")
