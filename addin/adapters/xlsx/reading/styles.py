"""The styles part: which number format each cell style has."""

from __future__ import annotations

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.reading.format_codes import BUILT_IN, GENERAL
from addin.adapters.xlsx.reading.package import Package


def number_formats(package: Package, part: str) -> tuple[str, ...]:
    """The number format of each cell style, by the number that cells refer to (``s="3"``)."""
    root = package.tree(part)
    codes = dict(BUILT_IN)
    for element in root.iterfind("numFmts/numFmt"):
        number = element.get("numFmtId", "")
        if number.isdecimal() and len(number) < 10:
            codes[int(number)] = spelt_out(element.get("formatCode", GENERAL)) or GENERAL
    return tuple(_code(style.get("numFmtId"), codes) for style in root.iterfind("cellXfs/xf"))


def _code(number: str | None, codes: dict[int, str]) -> str:
    if number is None or not number.isdecimal() or len(number) > 9:
        return GENERAL
    return codes.get(int(number), GENERAL)
