"""Which names a function and its parameters may have, so that every host takes them.

Source: Excel's rules for names (no cell address, at most 255 characters), the keywords of VBA
(Office VBA language reference), Office.js (letters, digits, underscore, dot).
"""

from __future__ import annotations

import re
from typing import Final

_FUNCTION: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_PARAMETER: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LIKE_A_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?\d+|R\d*C\d*|[RC]\d*", re.IGNORECASE)
LONGEST: Final = 31
"""Longer names are legal, and nobody types them."""

VBA_KEYWORDS: Final = frozenset(
    """
    abs addressof alias and any array as attribute base binary boolean byref byte byval call
    case cbool cbyte ccur cdate cdbl cdec cint circle class clng clnglng clngptr close
    compare const csng cstr currency cvar cverr date debug decimal declare defbool defbyte
    defcur defdate defdbl defdec defint deflng defobj defsng defstr defvar dim do doevents
    double each else elseif empty end enum eqv erase error event exit explicit false fix for
    friend function get global gosub goto if imp implements in input instr instrb int
    integer is lbound len lenb let lib like line lock long longlong longptr loop lset me mid
    midb mod module name new next not nothing null object on open option optional or output
    paramarray password preserve print private property pset ptrsafe public put raiseevent
    random read redim rem resume return rset scale seek select set sgn shared single spc
    static step stop strcomp string sub tab text then to true type typeof ubound until
    variant wend while width with withevents write xor
    """.split()
)


def function_name_problem(name: str) -> str:
    """Why Excel would refuse a function's name; the empty text if it would not.

    >>> function_name_problem("COST_EFC"), function_name_problem("DAY1")
    ('', 'DAY1 needs its noun in front, as COST_EFC has')
    """
    if not _FUNCTION.fullmatch(name):
        return f"{name} needs its noun in front, as COST_EFC has"
    if _LIKE_A_CELL.fullmatch(name):
        return f"{name} looks like a cell"
    if len(name) > LONGEST:
        return f"{name} is longer than {LONGEST} characters"
    return ""


def parameter_name_problem(name: str) -> str:
    """Why VBA or the function wizard would refuse a parameter's name; else the empty text."""
    if not _PARAMETER.fullmatch(name):
        return f"{name} is not written in small letters and underscores"
    if name in VBA_KEYWORDS:
        return f"{name} is a keyword of VBA"
    if _LIKE_A_CELL.fullmatch(name):
        return f"{name} looks like a cell"
    return ""
