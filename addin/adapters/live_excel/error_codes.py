"""Error values as Excel hands them over: by number."""

from __future__ import annotations

from typing import Final

CODES: Final = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029,
    "#NUM!": 2036, "#N/A": 2042, "#GETTING_DATA": 2043, "#SPILL!": 2045, "#CONNECT!": 2046,
    "#BLOCKED!": 2047, "#UNKNOWN!": 2048, "#FIELD!": 2049, "#CALC!": 2050,
}  # fmt: skip
"""Error values and their numbers (XlCVError)."""

BASE: Final = -2146828288
"""What COM adds to such a number when it hands an error over as an integer."""
