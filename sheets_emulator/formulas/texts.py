"""Texts: joining, cutting, searching, and showing a number by a pattern."""

from __future__ import annotations

import re

from sheets_emulator.formulas.conditions import wildcard
from sheets_emulator.formulas.conversion import Argument, Grid, Problem, number, text
from sheets_emulator.formulas.evaluator import Arguments, known
from sheets_emulator.shown import shown
from sheets_emulator.value import BAD_NUMBER, BAD_VALUE, NOT_AVAILABLE, REF, Value

_LONGEST = 50_000  # letters in a cell


def _limited(made: str) -> str:
    if len(made) > _LONGEST:
        raise Problem(BAD_VALUE, "Text result is longer than the limit of 50000 characters.")
    return made


def _count(call: Arguments, i: int, default: int) -> int:
    """A number of letters."""
    count = call.integer(i, default)
    if count < 0:
        raise Problem(
            BAD_VALUE,
            f"Function {call.name} parameter {i + 1} value is {count}. It should be greater than "
            "or equal to 0.",
        )
    return count


@known("CONCAT", least=2, most=2)
def _concat(call: Arguments) -> Argument:
    return _limited(call.text(0) + call.text(1))


def _texts(call: Arguments, start: int = 0) -> list[str]:
    values: list[Value] = []
    for given in call.values[start:]:
        values += given.flat() if isinstance(given, Grid) else (given,)
    return [text(value, call.locale) for value in values]


@known("CONCATENATE", least=1, grids=True)
def _concatenate(call: Arguments) -> Argument:
    return _limited("".join(_texts(call)))


@known("JOIN", least=2, grids=True)
def _join(call: Arguments) -> Argument:
    return _limited(call.text(0).join(_texts(call, 1)))


@known("TEXTJOIN", least=3, grids=True)
def _textjoin(call: Arguments) -> Argument:
    parts = _texts(call, 2)
    return _limited(call.text(0).join(p for p in parts if p or not call.truth(1)))


@known("LEFT", least=1, most=2)
def _left(call: Arguments) -> Argument:
    return call.text(0)[: _count(call, 1, 1)]


@known("RIGHT", least=1, most=2)
def _right(call: Arguments) -> Argument:
    whole = call.text(0)
    return whole[max(len(whole) - _count(call, 1, 1), 0) :]


@known("MID", least=3, most=3)
def _mid(call: Arguments) -> Argument:
    start = call.integer(1)
    if start < 1:
        raise Problem(BAD_NUMBER, f"Function MID parameter 2 value is {start}.")
    return call.text(0)[start - 1 : start - 1 + _count(call, 2, 0)]


@known("LEN", least=1, most=1)
def _len(call: Arguments) -> Argument:
    return len(call.text(0))


@known("TRIM", least=1, most=1)
def _trim(call: Arguments) -> Argument:
    return " ".join(part for part in call.text(0).split(" ") if part)


@known("UPPER", least=1, most=1)
def _upper(call: Arguments) -> Argument:
    return call.text(0).upper()


@known("LOWER", least=1, most=1)
def _lower(call: Arguments) -> Argument:
    return call.text(0).lower()


@known("PROPER", least=1, most=1)
def _proper(call: Arguments) -> Argument:
    return call.text(0).title()


@known("EXACT", least=2, most=2)
def _exact(call: Arguments) -> Argument:
    return call.text(0) == call.text(1)


@known("REPT", least=2, most=2)
def _rept(call: Arguments) -> Argument:
    part, times = call.text(0), _count(call, 1, 0)
    if len(part) * times > _LONGEST:
        raise Problem(BAD_VALUE, "Text result is longer than the limit of 50000 characters.")
    return part * times


@known("CHAR", least=1, most=1)
def _char(call: Arguments) -> Argument:
    code = call.integer(0)
    if not 1 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        raise Problem(BAD_NUMBER, f"Function CHAR parameter 1 value {code} is out of range.")
    return chr(code)


@known("CODE", "UNICODE", least=1, most=1)
def _code(call: Arguments) -> Argument:
    whole = call.text(0)
    if not whole:
        raise Problem(BAD_VALUE, "Function CODE parameter 1 value should be non-empty.")
    return ord(whole[0])


def _found(call: Arguments, place: int) -> Argument:
    if place < 0:
        raise Problem(
            BAD_VALUE,
            f"In {call.name} evaluation, cannot find '{call.text(0)}' within '{call.text(1)}'.",
        )
    return place + 1


def _start(call: Arguments) -> int:
    start = call.integer(2, 1)
    if start < 1:
        raise Problem(BAD_NUMBER, f"Function {call.name} parameter 3 value is {start}.")
    return start - 1


@known("FIND", least=2, most=3)
def _find(call: Arguments) -> Argument:
    return _found(call, call.text(1).find(call.text(0), _start(call)))


@known("SEARCH", least=2, most=3)
def _search(call: Arguments) -> Argument:
    pattern = wildcard(call.text(0) + "*")
    whole, start = call.text(1), _start(call)
    places = (i for i in range(start, len(whole) + 1) if pattern.match(whole, i))
    return _found(call, next(places, -1))


@known("SUBSTITUTE", least=3, most=4)
def _substitute(call: Arguments) -> Argument:
    whole, old, new = call.text(0), call.text(1), call.text(2)
    nth = call.integer(3)
    if not old:
        return whole
    if nth <= 0:
        return _limited(whole.replace(old, new))
    parts = whole.split(old)
    if nth >= len(parts):
        return whole
    return old.join(parts[:nth]) + new + old.join(parts[nth:])


@known("REPLACE", least=4, most=4)
def _replace(call: Arguments) -> Argument:
    whole, start = call.text(0), _count(call, 1, 1)
    at = max(start - 1, 0)
    return _limited(whole[:at] + call.text(3) + whole[at + _count(call, 2, 0) :])


@known("TEXT", least=2, most=2)
def _text(call: Arguments) -> Argument:
    value = call.value(0)
    if isinstance(value, bool):
        return call.text(0)
    if isinstance(value, str):
        try:
            value = number(value, call.locale)
        except Problem:
            return value
    pattern = call.text(1)
    return shown(value or 0, {"type": "NUMBER", "pattern": pattern}, call.locale) if pattern else ""


@known("VALUE", least=1, most=1)
def _value(call: Arguments) -> Argument:
    value = call.value(0)
    if isinstance(value, bool):
        raise Problem(BAD_VALUE, "VALUE parameter cannot be parsed to number.")
    if value == "":
        return 0
    try:
        return number(value, call.locale)
    except Problem:
        raise Problem(BAD_VALUE, f"VALUE parameter '{value}' cannot be parsed to number.") from None


@known("N", least=1, most=1)
def _n(call: Arguments) -> Argument:
    value = call.value(0)
    return 0 if value is None or isinstance(value, str) else number(value, call.locale)


@known("T", least=1, most=1)
def _t(call: Arguments) -> Argument:
    value = call.value(0)
    return value if isinstance(value, str) else ""


@known("HYPERLINK", least=1, most=2)
def _hyperlink(call: Arguments) -> Argument:
    return call.value(1) if len(call) > 1 else call.text(0)


def _expression(call: Arguments) -> re.Pattern[str]:
    """A regular expression; Google's are RE2, of which these are nearly all."""
    try:
        return re.compile(call.text(1))
    except re.error:
        raise Problem(
            REF, f"Function {call.name} parameter 2 value is not a valid regular expression."
        ) from None


@known("REGEXMATCH", least=2, most=2)
def _regexmatch(call: Arguments) -> Argument:
    return _expression(call).search(call.text(0)) is not None


@known("REGEXEXTRACT", least=2, most=2)
def _regexextract(call: Arguments) -> Argument:
    found = _expression(call).search(call.text(0))
    if found is None:
        said = f"value '{call.text(1)}' cannot match text of parameter 1."
        raise Problem(NOT_AVAILABLE, f"Function REGEXEXTRACT parameter 2 {said}")
    return found[1] if found.re.groups else found[0]


@known("REGEXREPLACE", least=3, most=3)
def _regexreplace(call: Arguments) -> Argument:
    new = re.sub(r"\$([0-9])", r"\\g<\1>", call.text(2).replace("\\", "\\\\"))
    try:
        return _limited(_expression(call).sub(new, call.text(0)))
    except (re.error, IndexError):
        raise Problem(REF, "Function REGEXREPLACE parameter 3 is not valid.") from None


@known("DOLLAR", least=1, most=2)
def _dollar(call: Arguments) -> Argument:
    places = max(call.integer(1, 2), 0)
    pattern = '"$"#,##0' + ("." + "0" * places if places else "")
    return shown(call.number(0), {"type": "CURRENCY", "pattern": pattern}, call.locale)
