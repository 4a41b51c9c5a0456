"""What a cell holds once computed: nothing, a truth, a number, a text or a formula's error."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class CellError:
    """A formula that has no value, as `=1/0`.

    Attributes:
        kind: Google's ErrorType: `DIVIDE_BY_ZERO`, `REF`, `NAME`, `N_A`, `VALUE`, `NUM`,
            `NULL_VALUE`, `ERROR`.
        shown: what the cell shows, `#DIV/0!`.
        message: the sentence that Google gives with it, or "".

    """

    kind: str
    shown: str
    message: str = ""


Value = None | bool | int | float | str | CellError
"""Dates are serial numbers counted from 1899-12-30, as in the API."""

NumberFormat = dict[str, str]
"""Google's NumberFormat: `{"type": "DATE", "pattern": "yyyy-mm-dd"}`."""

DIVIDE_BY_ZERO = CellError("DIVIDE_BY_ZERO", "#DIV/0!")
REF = CellError("REF", "#REF!")
NAME = CellError("NAME", "#NAME?")
NOT_AVAILABLE = CellError("N_A", "#N/A")
BAD_VALUE = CellError("VALUE", "#VALUE!")
BAD_NUMBER = CellError("NUM", "#NUM!")
NO_VALUE = CellError("NULL_VALUE", "#NULL!")
ERROR = CellError("ERROR", "#ERROR!", "Formula parse error.")
