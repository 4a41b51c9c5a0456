r"""How files spell the names of our functions, and how they are moved from one spelling to another.

====================  ==================================================  ======================
where they come from  what the file holds                                 what people see
====================  ==================================================  ======================
VBA of the workbook   ``COST_EFC(``                                       ``COST_EFC(``
the Excel add-in      ``[1]!COST_EFC(``, link 1 leading to it, or         ``COST_EFC(``
                      ``'C:\\Tools\\tieout.xlam'!COST_EFC(``
an XLL                ``_xll.COST_EFC(``                                  ``COST_EFC(``
Office.js             ``_xldudf_TIEOUT_COST_EFC(``                        ``TIEOUT.COST_EFC(``
====================  ==================================================  ======================

Source:
    Excel's behaviour as reported in office-js issues 4195 and 5611, and in public workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from addin.tables.formula import pieces, sheet_of

NAMESPACE: Final = "TIEOUT."
"""What stands before our names in Excel on the web and on the Mac, as people see it."""
STORED_NAMESPACE: Final = "_xldudf_TIEOUT_"
"""The same, as a file has it."""
_XLL: Final = "_XLL."
ADDIN: Final = "tieout.xlam"
"""The file of our Excel add-in."""
_ADDIN: Final = re.compile(r"(?:.*[\\/])?tieout\.(?:xlam|xla|xll)", re.IGNORECASE | re.DOTALL)


class Spelling(StrEnum):
    """Which host a workbook's formulas are written for."""

    CLASSIC = "classic"
    """``COST_EFC`` through a link to the add-in: Excel on Windows."""
    OFFICE = "office"
    """``TIEOUT.COST_EFC``: Excel on the web and on the Mac."""
    PLAIN = "plain"
    """``COST_EFC`` and nothing else: LibreOffice Calc, or macros in the workbook itself."""


def plain_call(name: str) -> str:
    """A called name in capitals, without what a host puts before names of ours.

    >>> plain_call("_xldudf_TIEOUT_COST_EFC"), plain_call("Tieout.Cost_Efc"), plain_call("sum")
    ('COST_EFC', 'COST_EFC', 'SUM')
    """
    upper = name.upper()
    for prefix in (STORED_NAMESPACE.upper(), NAMESPACE):
        if upper.startswith(prefix):
            return upper.removeprefix(prefix)
    rest = upper.removeprefix(_XLL)
    # without an underscore it is none of ours: _xll.EOMONTH is another program's
    return rest if "_" in rest else upper


def is_our_addin(target: str) -> bool:
    """Whether a link leads to our Excel add-in, wherever it lies."""
    return _ADDIN.fullmatch(target) is not None


def addin_links(links: Mapping[int, str]) -> frozenset[str]:
    """The numbers of the links that lead to our add-in, as formulas have them in brackets."""
    return frozenset(str(number) for number, target in links.items() if is_our_addin(target))


def leads_to_addin(prefix: str, links: Collection[str] = ()) -> bool:
    r"""Whether what stands before a call, with its ``!``, is our add-in.

    >>> leads_to_addin("'C:\\Tools\\tieout.xlam'!"), leads_to_addin("[2]!", {"1"})
    (True, False)
    """
    book, sheet, last = sheet_of(prefix)
    if book:
        return not (sheet or last) and (book in links or is_our_addin(book))
    return is_our_addin(f"{sheet}:{last}" if last else sheet)


def switched(
    formula: str,
    to: Spelling,
    names: Collection[str],
    links: Collection[str] = (),
    *,
    bare_stays: bool = True,
) -> str:
    """A formula, as a file has it, with calls of ours spelt for another host.

    Args:
        formula: without the leading ``=``; texts, sheets and other names in it stay.
        to: the spelling wanted; a call that has it stays as it is.
        names: our functions, in capitals.
        links: the numbers of the workbook's links that lead to our add-in.
        bare_stays: ``COST_EFC(`` without a link passes for classic, as where the workbook has
            macros of its own.

    Raises:
        FormulaError: it cannot be read.
    """
    link = min(links, key=int, default="")
    spelt = {
        Spelling.OFFICE: STORED_NAMESPACE,
        Spelling.CLASSIC: f"[{link}]!" if link else "",
        Spelling.PLAIN: "",
    }[to]
    out: list[str] = []
    found = pieces(formula)
    for at, (kind, text) in enumerate(found):
        if kind != "function" or (name := plain_call(text)) not in names:
            out.append(text)
            continue
        before = found[at - 1].text if at and found[at - 1].kind == "sheet" else ""
        if before and not leads_to_addin(before, links):
            out.append(text)  # another workbook's function, which only looks like ours
            continue
        if text.upper() == name and to is not Spelling.OFFICE:
            linked = bool(before) and sheet_of(before)[0] in links
            bare = not before and (to is Spelling.PLAIN or bare_stays or not link)
            if bare or (linked and to is Spelling.CLASSIC):
                out.append(text)
                continue
        if before:
            out.pop()
        out.append(spelt + name)
    return "".join(out)
