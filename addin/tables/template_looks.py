"""How the templates look: one restrained style, with grey cells for what works itself out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from addin.tables.blueprint import Look
from addin.tables.contract import Type

INK: Final = "22384F"
_LINE: Final = "DADFE4"
_WORKED: Final = "F3F5F7"
_BAND: Final = "E4EAF0"
RED: Final = "B42318"
AMBER_FILL: Final = "FFF3D6"
RED_FILL: Final = "FDE7E4"
TONES: Final = {
    "bad": (RED, RED_FILL),
    "mild": (INK, AMBER_FILL),
    "good": ("1E5B3A", "DDF1E3"),
    "quiet": ("7A8794", "ECEFF2"),
}
"""The letters and the fill of cells that stand out."""

TITLE: Final = Look("Tieout title", bold=True, size=16, colour=INK)
SHOW: Final = Look("Tieout show", size=11, colour="5B6B7B", across="right")
ABOUT: Final = Look("Tieout about", italic=True, colour="5B6B7B")
LABEL: Final = Look("Tieout label", colour=INK)
HEADING: Final = Look(
    "Tieout heading", bold=True, colour="FFFFFF", fill=INK, across="center", wrap=True,
    edges="lr", edge_colour="4A6078",
)  # fmt: skip
GROUP: Final = Look(
    "Tieout group", bold=True, size=9, colour=INK, fill=_BAND, across="center", edges="lr",
    edge_colour="FFFFFF",
)  # fmt: skip
DAY: Final = replace(HEADING, name="Tieout day", number_format="d\\ mmm", size=9)
"""A heading that is a date."""
SECTION: Final = Look("Tieout section", bold=True, size=11, colour=INK, fill=_BAND)

WHOLE: Final = '#,##0_);[Red](#,##0);"-"_);@'
CENTS: Final = '#,##0.00_);[Red](#,##0.00);"-"??_);@'
_TENTHS: Final = '0.0%_);-0.0%_);"-"_);@'
_FORMATS: Final = {
    Type.TEXT: "General",
    Type.CODE: "@",
    Type.DATE: "yyyy-mm-dd",
    Type.MONEY: CENTS,
    Type.NUMBER: "General",  # a format with "." shows 3 as "3." in Excel
    Type.COUNT: "#,##0;-#,##0;0",
    Type.TIME: "hh:mm",
    Type.PAGES: "# ?/8",
    Type.MARK: "General",
    Type.PERCENT: '0.00%_);-0.00%_);"-"_);@',
}
_UNSHOWN: Final = {
    Type.COUNT: "#,##0;-#,##0;",
    Type.NUMBER: "General;-General;",
    Type.PAGES: "# ?/8;-# ?/8;",
}
"""How what is worked out looks where it comes to nothing: a list is longer than its lines."""
_ACROSS: Final = {
    Type.DATE: "center",
    Type.CODE: "left",
    Type.TEXT: "left",
    Type.TIME: "center",
    Type.PAGES: "center",
    Type.MARK: "center",
}


@cache
def body(kind: Type, *, worked: bool, whole: bool = False) -> Look:
    """A cell of a line: ``worked`` when it holds a formula; ``whole`` shows no cents."""
    return Look(
        f"Tieout {kind}{' worked' if worked else ''}{' whole' if whole else ''}",
        number_format=(_UNSHOWN.get(kind, "") if worked else "") or _format(kind, whole=whole),
        across=_ACROSS.get(kind, ""),
        indent=1 if kind in (Type.TEXT, Type.CODE) else 0,
        fill=_WORKED if worked else "",
        edges="b",
        edge_colour=_LINE,
    )


@cache
def total(kind: Type, *, grand: bool = False, whole: bool = False) -> Look:
    """A cell of a total row."""
    return Look(
        f"Tieout {'grand ' if grand else ''}total {kind}{' whole' if whole else ''}",
        bold=True,
        size=11 if grand else 10,
        colour=INK,
        fill=_BAND if grand else "",
        number_format=_format(kind, whole=whole),
        edges="tb" if grand else "t",
        edge_colour=INK,
    )


@cache
def wrapped(look: Look) -> Look:
    """The same, its text over several lines."""
    return replace(look, name=f"{look.name} wrapped", wrap=True)


@cache
def named(kind: Type, *, worked: bool) -> Look:
    """A cell above the headings that has a name."""
    return Look(
        f"Tieout named {kind}{' worked' if worked else ''}",
        bold=True,
        colour=INK,
        number_format=_format(kind, whole=False),
        across="left" if kind is Type.TEXT and not worked else "right",
        fill=_WORKED if worked else "FFFBEB",
        edges="tblr",
        edge_colour="C9D1D9",
    )


@cache
def beside_label(kind: Type, *, worked: bool) -> Look:
    """A named cell of a page: its value begins where its label ends."""
    look = named(kind, worked=worked)
    return replace(look, name=f"{look.name} on a page", across="left", indent=1)


def _format(kind: Type, *, whole: bool) -> str:
    rounded = {Type.MONEY: WHOLE, Type.PERCENT: _TENTHS}
    return rounded.get(kind, _FORMATS[kind]) if whole else _FORMATS[kind]
