"""Importing xlwings without the libraries it looks for and this project has no use for there.

xlwings imports pandas, numpy and others where they are installed, to convert what nobody here asks
it to convert: five sixths of the time until the first formula has its value.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NOT_FOR_XLWINGS: Final = (
    "pandas", "numpy", "polars", "matplotlib", "plotly", "PIL", "xlwings.pro",
)  # fmt: skip
"""The last is not under its BSD licence; nothing here may use it, so it is not even loaded."""


@contextmanager
def hidden(names: tuple[str, ...] = NOT_FOR_XLWINGS) -> Iterator[None]:
    """Modules that are not loaded yet cannot be imported inside; afterwards they can again."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None: Python's own word for it
    try:
        yield
    finally:
        for name in absent:
            if sys.modules.get(name) is None:
                del sys.modules[name]
