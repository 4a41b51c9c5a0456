"""Formulas as people write them, turned into what a file must hold; ``formula_prefixes`` is back.

A person writes ``=XLOOKUP([@PO],B:B,C:C)``; the file must say
``_xlfn.XLOOKUP(Orders[[#This Row],[PO]],B:B,C:C)``, or Excel shows ``#NAME?`` or asks to repair it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from addin.tables.formula import FormulaError
from addin.tables.function_names import NAMESPACE, STORED_NAMESPACE
from addin.tables.future_functions import (
    FUTURE,
    ON_SHEETS_ONLY,
    PASSING_ON,
    PREFIX,
    SHEET_PREFIX,
    SPILLING,
)

_TOKEN = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<quoted>'(?:[^']|'')*'!?)
    | (?P<bracket>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|FIELD!))
    | (?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w.(])|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(]))
    | (?P<name>[^\W\d][\w.\\?]*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KNOWN_PREFIX = re.compile(r"_xl(?:fn|ws|pm|udf|nm)\.", re.IGNORECASE)
_SPACE = " \t\r\n"
_THIS_ROW = "[#This Row]"
_PARAMETER, _OPTIONAL = "_xlpm.", "_xlop."

Token = tuple[str, str]
"""Its kind, by the names above, and its text."""


@lru_cache(maxsize=4096)
def as_stored(formula: str, table: str = "") -> str:
    """A formula, without the leading ``=``, as a file must spell it; one that is stays as it is.

    ``table`` is the table in which the formula's cell lies: ``[@Net]`` means its column.

    Raises:
        FormulaError: it speaks of the column of a table and stands in none.

    >>> as_stored("XLOOKUP(A2,B:B,C:C)+SUM(E2#)")
    '_xlfn.XLOOKUP(A2,B:B,C:C)+SUM(_xlfn.ANCHORARRAY(E2))'
    >>> as_stored("[@Net]*2", "Orders")
    'Orders[[#This Row],[Net]]*2'
    >>> as_stored("LET(x,A1,x*x)")
    '_xlfn.LET(_xlpm.x,A1,_xlpm.x*_xlpm.x)'

    """
    tokens = _tokens(formula)
    tokens = _with_parameters(tokens)
    tokens = _with_tables(tokens, table)
    tokens = [_prefixed(tokens, at) for at in range(len(tokens))]
    tokens = _with_anchors(tokens)
    return "".join(text for _, text in _with_singles(tokens))


def spills(formula: str) -> bool:
    """Whether a formula as stored gives a block of cells rather than one value.

    >>> spills("_xlfn.UNIQUE(A1:A9)"), spills("SUM(_xlfn.UNIQUE(A1:A9))")
    (True, False)

    """
    if PREFIX not in formula:
        return False
    tokens = _tokens(formula)
    around: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        if text == "(" and kind == "other":
            before = tokens[at - 1] if at else ("", "")
            name = _bare(before[1]) if before[0] == "name" else ""
            if name in SPILLING and all(not one or one in PASSING_ON for one in around):
                return True
            around.append(name)
        elif text == ")" and kind == "other" and around:
            around.pop()
    return False


def _tokens(formula: str) -> list[Token]:
    return [(match.lastgroup or "other", match[0]) for match in _TOKEN.finditer(formula)]


def _bare(name: str) -> str:
    return _KNOWN_PREFIX.sub("", name).upper()


def _is_call(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1] == ("other", "(")


def _prefixed(tokens: list[Token], at: int) -> Token:
    kind, text = tokens[at]
    name = text.upper()
    if kind == "name" and name.startswith(NAMESPACE) and _is_call(tokens, at):
        return kind, STORED_NAMESPACE + name.removeprefix(NAMESPACE)
    if kind != "name" or name not in FUTURE or not _is_call(tokens, at):
        return kind, text
    return kind, (SHEET_PREFIX if name in ON_SHEETS_ONLY else PREFIX) + text


def _with_parameters(tokens: list[Token]) -> list[Token]:
    """The names that LET and LAMBDA give out, with the prefix that a file wants."""
    new = list(tokens)
    for at, (kind, text) in enumerate(tokens):
        if kind != "name" or _bare(text) not in {"LET", "LAMBDA"} or not _is_call(tokens, at):
            continue
        end = _closing(tokens, at + 1)
        arguments = list(_arguments(tokens, at + 2, end))
        step = 2 if _bare(text) == "LET" else 1
        given = {
            tokens[first][1].casefold()
            for first, last in arguments[:-1:step]
            if last - first == 1 and tokens[first][0] in {"name", "cell"}
        }
        given |= {name.removeprefix(_OPTIONAL) for name in given}
        given = {name for name in given if not name.startswith((_PARAMETER, _OPTIONAL))}
        for place in range(at + 2, end):
            kind_there, text_there = new[place]
            if kind_there in {"name", "cell"} and text_there.casefold() in given:
                new[place] = ("name", _PARAMETER + text_there)
    return new


def _arguments(tokens: list[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last (not included) token of each argument, blanks around it left out."""
    depth, first = 0, start
    for at in range(start, end + 1):
        text = tokens[at][1] if at < end else ","
        if tokens[at][0] == "other" if at < end else True:
            if text in "({":
                depth += 1
            elif text in ")}":
                depth -= 1
            elif text == "," and depth == 0:
                last = at
                while first < last and tokens[first][1] in _SPACE:
                    first += 1
                while last > first and tokens[last - 1][1] in _SPACE:
                    last -= 1
                yield first, last
                first = at + 1


def _closing(tokens: list[Token], opened: int) -> int:
    """The bracket that closes the one at a place; the end if none does."""
    depth = 0
    for at in range(opened, len(tokens)):
        if tokens[at] == ("other", "("):
            depth += 1
        elif tokens[at] == ("other", ")"):
            depth -= 1
            if depth == 0:
                return at
    return len(tokens)


def _opening(tokens: list[Token], closed: int) -> int:
    """The bracket that the one at a place closes; 0 if none does."""
    depth = 0
    for at in range(closed, -1, -1):
        if tokens[at] == ("other", ")"):
            depth += 1
        elif tokens[at] == ("other", "("):
            depth -= 1
            if depth == 0:
                return at
    return 0


def _with_tables(tokens: list[Token], table: str) -> list[Token]:
    """Columns of the own table by its name, and of the own row as a file says it."""
    new: list[Token] = []
    for at, (kind, text) in enumerate(tokens):
        if kind != "bracket" or _is_link(tokens, at):
            new.append((kind, text))
            continue
        is_named = at > 0 and tokens[at - 1][0] in {"name", "cell"}
        if not is_named:
            if not table:
                raise FormulaError(f"{text} is a column of a table, and its cell lies in none")
            new.append(("name", table))
        new.append((kind, _this_row(text)))
    return new


def _is_link(tokens: list[Token], at: int) -> bool:
    """Whether brackets hold a workbook: ``[1]Sheet!A1``, ``[Costs.xlsx]Sheet!A1``, ``[1]!Name``."""
    following = at + 1
    while following < len(tokens) and tokens[following][0] in {"name", "cell", "number"}:
        following += 1
    return following < len(tokens) and tokens[following] == ("other", "!")


def _this_row(bracket: str) -> str:
    inner = bracket[1:-1].strip()
    if not inner.startswith("@"):
        return bracket
    column = inner[1:].strip()
    if not column:
        return f"[{_THIS_ROW}]"
    return f"[{_THIS_ROW},{column if column.startswith('[') else f'[{column}]'}]"


def _with_anchors(tokens: list[Token]) -> list[Token]:
    """``C2#``, the spill that begins there, as the function that a file has for it."""
    new: list[Token] = []
    for kind, text in tokens:
        operand = _operand_before(new) if (kind, text) == ("other", "#") else len(new)
        if operand == len(new):
            new.append((kind, text))
        else:
            whole = "".join(one for _, one in new[operand:])
            new[operand:] = [("name", f"{PREFIX}ANCHORARRAY"), ("other", "(")]
            new += [("cell", whole), ("other", ")")]
    return new


def _operand_before(tokens: list[Token]) -> int:
    """Where the reference begins at which the tokens end; their number if they end otherwise."""
    at = len(tokens)
    if at and tokens[at - 1] == ("other", ")"):
        at = _opening(tokens, at - 1)
        return at - 1 if at and tokens[at - 1][0] == "name" else len(tokens)
    if not at or tokens[at - 1][0] not in {"cell", "name"}:
        return at
    at -= 1
    if at and tokens[at - 1][0] == "quoted" and tokens[at - 1][1].endswith("!"):
        return at - 1
    if at > 1 and tokens[at - 1] == ("other", "!"):
        at -= 2
        while at and tokens[at - 1][0] in {"bracket", "name"}:
            at -= 1
    return at


def _with_singles(tokens: list[Token]) -> list[Token]:
    """``@A1:A9``, the one value of the own row, as the function that a file has for it."""
    new: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _operand_end(tokens, at + 1) if tokens[at] == ("other", "@") else at
        if end > at + 1 and tokens[end - 1] != ("other", "@"):
            inner = "".join(text for _, text in _with_singles(tokens[at + 1 : end]))
            new += [("name", f"{PREFIX}SINGLE"), ("other", "("), ("cell", inner), ("other", ")")]
            at = end
        else:
            new.append(tokens[at])
            at += 1
    return new


def _operand_end(tokens: list[Token], at: int) -> int:
    """Where the reference, name, call or bracketed part ends that begins at a place."""
    while at < len(tokens) and tokens[at] == ("other", "@"):
        at += 1
    start = at
    while at < len(tokens):
        kind, text = tokens[at]
        if (kind, text) == ("other", "("):
            if at > start and tokens[at - 1][0] != "name":
                break
            at = _closing(tokens, at) + 1
            break
        if kind in {"cell", "name", "quoted", "bracket"} or (at > start and text in {"!", ":"}):
            at += 1
            continue
        break
    return min(at, len(tokens))
