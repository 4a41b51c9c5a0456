"""Formulas as files spell them, and as people see them: functions younger than the file format.

A file says ``_xlfn.XLOOKUP`` where the formula bar says ``XLOOKUP``, ``_xlfn.SINGLE(A1:A9)`` for
``@A1:A9`` and ``_xlfn.ANCHORARRAY(C2)`` for ``C2#``. Our functions are ``_xldudf_TIEOUT_COST_EFC``
where people see ``TIEOUT.COST_EFC``.

Source:
    [MS-XLSX] 2.2.2 Formulas (future functions); [MS-XLSX] 2.2.2.1 (``_xlws``, ``_xlpm``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from addin.tables.function_names import NAMESPACE

_APART = re.compile(
    r"""
      (?P<kept>"(?:[^"]|"")*+" | '(?:[^']|'')*+' | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\])
    | (?P<unclosed>["'\[].*+)
    | (?P<sign>_xlfn\.(?:_xlws\.)?(?:SINGLE|ANCHORARRAY)\()
    | (?P<office>(?<![\w.])_xldudf_TIEOUT_(?=[A-Za-z]))
    | (?P<prefix>(?<![\w.])(?:_xlfn\.(?:_xlws\.)?|_xlws\.|_xlpm\.|_xludf\.)(?=[A-Za-z_]))
    | (?P<open>\() | (?P<close>\)) | (?P<joint>[-+*/^&=<>,;{}\s])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_DEEPEST = 256
"""Calls within one another; Excel allows 64. What is deeper stays as the file spells it."""


@lru_cache(maxsize=4096)
def as_shown(formula: str) -> str:
    """A formula as the formula bar shows it; texts and names of sheets are left alone.

    >>> as_shown("_xlfn.XLOOKUP(A2,B:B,C:C)+SUM(_xlfn.ANCHORARRAY(E2))")
    'XLOOKUP(A2,B:B,C:C)+SUM(E2#)'
    >>> as_shown("_xlfn.SINGLE(A1:A9)*_xlfn._xlws.SORT(B1:B3)")
    '@A1:A9*SORT(B1:B3)'

    """
    if "_xl" not in formula and "_XL" not in formula:
        return formula
    return _Shown().of(formula)


class _Shown:
    """Writes a formula out anew; what stands in brackets of a sign is kept until they close."""

    def __init__(self) -> None:
        self._out: list[list[str]] = [[]]
        self._signs: list[str] = []  # of each open bracket, ``@``, ``#`` or nothing
        self._joined: list[bool] = []  # whether what stands in it is more than one reference

    def of(self, formula: str) -> str:
        done = 0
        for match in _APART.finditer(formula):
            self._out[-1].append(formula[done : match.start()])
            done = match.end()
            self._take(match)
            if len(self._signs) > _DEEPEST:
                return formula
        self._out[-1].append(formula[done:])
        if self._signs:
            return formula  # brackets that never close: not for us to mend
        return "".join(self._out[0])

    def _take(self, match: re.Match[str]) -> None:
        if match["sign"]:
            self._open("@" if "SINGLE" in match["sign"].upper() else "#")
        elif match["office"]:
            self._out[-1].append(NAMESPACE)
        elif match["prefix"] is None:
            if match["open"]:
                self._open("")
            elif match["close"]:
                self._close()
            else:
                if match["joint"] and self._joined:
                    self._joined[-1] = True
                self._out[-1].append(match[0])

    def _open(self, sign: str) -> None:
        self._signs.append(sign)
        self._joined.append(False)
        self._out.append([])

    def _close(self) -> None:
        if not self._signs:
            self._out[-1].append(")")
            return
        sign, joined, inner = self._signs.pop(), self._joined.pop(), "".join(self._out.pop())
        if not sign:
            shown = f"({inner})"
        elif joined:
            shown = f"@({inner})" if sign == "@" else f"({inner})#"
        else:
            shown = f"@{inner}" if sign == "@" else f"{inner}#"
        self._out[-1].append(shown)
