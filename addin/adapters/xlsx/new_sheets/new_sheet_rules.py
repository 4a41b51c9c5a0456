"""Rules of a new sheet: cells that look otherwise when something is true, cells that offer a list.

Source: ECMA-376 part 1, 18.3.1.10 (cfRule) and 18.3.1.32 (dataValidation).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from addin.adapters.xlsx.formats.style_marks import argb
from addin.adapters.xlsx.formats.styles_part import StylesPart
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import attribute_bytes, text_bytes
from addin.adapters.xlsx.sheet.cell_xml import serial
from addin.errors import WriteRefused
from addin.tables.formula import FormulaError
from addin.tables.stored_formula import as_stored
from addin.tables.syntax import syntax_of
from addin.tables.table import Choices, Condition, ErrorValue, Value, address

LONGEST_LIST = 255
LONGEST_PROMPT = 255
_BAR_COLOUR = "638EC6"
_OPERATORS = {
    "equal": b"equal",
    "not equal": b"notEqual",
    "above": b"greaterThan",
    "below": b"lessThan",
}


def conditions_xml(
    conditions: Sequence[Condition], styles: StylesPart, *, date_1904: bool
) -> bytes:
    """One ``conditionalFormatting`` for each area, in the order given.

    Raises:
        WriteRefused: a formula that is none, or an operand that cannot be compared with.
    """
    ranked = [*enumerate(conditions, 1)]
    written = []
    for area, same in groupby(ranked, key=lambda one: one[1].area):
        rules = (_rule(one, rank, styles, date_1904=date_1904) for rank, one in same)
        written.append(
            b'<conditionalFormatting sqref="%s">%s</conditionalFormatting>'
            % (str(area).encode(), b"".join(rules))
        )
    return b"".join(written)


def _rule(one: Condition, rank: int, styles: StylesPart, *, date_1904: bool) -> bytes:
    if one.kind == "bar":
        colour = argb(one.style.fill or _BAR_COLOUR).encode()
        return (
            b'<cfRule type="dataBar" priority="%d"><dataBar><cfvo type="min"/><cfvo type="max"/>'
            b'<color rgb="%s"/></dataBar></cfRule>' % (rank, colour)
        )
    if one.kind == "formula":
        kind, formula = b'type="expression"', _formula(one)
    elif one.kind == "contains":
        text = _text(one)
        kind = b'type="containsText" operator="containsText" text="%s"' % attribute_bytes(text)
        formula = f"NOT(ISERROR(SEARCH({_quoted(text)},{address(one.area.top, one.area.left)})))"
    else:
        kind = b'type="cellIs" operator="%s"' % _OPERATORS[one.kind]
        formula = _operand(one.operand, one, date_1904=date_1904)
    return b'<cfRule %s dxfId="%d" priority="%d" stopIfTrue="1"><formula>%s</formula></cfRule>' % (
        kind,
        styles.differential(one.style),
        rank,
        text_bytes(formula),
    )


def _refusal(one: Condition, why: str) -> WriteRefused:
    return WriteRefused(THIS, f"the rule for {one.area} was not made: {why}")


def _formula(one: Condition) -> str:
    formula = str(one.operand or "").removeprefix("=")
    try:
        syntax_of(formula, one.area.top, one.area.left)
        return as_stored(formula)
    except FormulaError as error:
        raise _refusal(one, f"its formula cannot be read: {error}") from error


def _text(one: Condition) -> str:
    if not isinstance(one.operand, str) or not one.operand:
        raise _refusal(one, "it looks for no text")
    return one.operand


def _operand(value: Value, one: Condition, *, date_1904: bool) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorValue):
        return str(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return f"{serial(value, date_1904=date_1904):.15g}"
    raise _refusal(one, "it compares with nothing")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def choices_xml(choices: Sequence[Choices]) -> bytes:
    """The ``dataValidations`` element; empty without lists.

    Raises:
        WriteRefused: options that a list cannot hold.
    """
    if not choices:
        return b""
    lines = b"".join(_list(one) for one in choices)
    return b'<dataValidations count="%d">%s</dataValidations>' % (len(choices), lines)


def _list(one: Choices) -> bytes:
    for fault in _faults(one):
        raise WriteRefused(THIS, f"the list for {one.area} was not made: {fault}")
    prompt = b""
    if one.prompt:
        prompt = b' prompt="%s"' % attribute_bytes(one.prompt)
    return (
        b'<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1"%s'
        b' sqref="%s"><formula1>%s</formula1></dataValidation>'
        % (prompt, str(one.area).encode(), text_bytes(_quoted(",".join(one.options))))
    )


def _faults(one: Choices) -> Iterator[str]:
    if not one.options:
        yield "it offers nothing"
    for option in one.options:
        if "," in option or option != option.strip() or not option:
            yield f"{option!r} cannot stand in a list, whose options are set apart by commas"
    if len(",".join(one.options)) > LONGEST_LIST:
        yield f"all options together may have {LONGEST_LIST} characters"
    if len(one.prompt) > LONGEST_PROMPT:
        yield f"its prompt may have {LONGEST_PROMPT} characters"
