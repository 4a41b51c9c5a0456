"""What the buttons ask, as VBA: for each button its label and its fields, for ``TieoutAsk``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from addin.macros.button import CONFIRM, Button, Field, Kind

LONGEST_PROMPT: Final = 255
"""Excel shows no more above an input box. Source: Application.InputBox."""
BETWEEN: Final = "|"
"""Between the choices of a field; ``TieoutAsk`` knows it too."""
_HINTS: Final = {Kind.DATE: "as 2026-03-14", Kind.AMOUNT: "as 1250.00"}


def questions(buttons: Iterable[Button], quoted: Callable[[str], str]) -> str:
    """The VBA module that knows each button's label and fields.

    A plan is confirmed by a question of its own, so ``CONFIRM`` is no field here.

    Args:
        buttons: those of the ribbon.
        quoted: makes a text fit between VBA's quotes.
    """
    known = tuple(buttons)
    labels = "".join(
        f'    Case "{one.name}": TieoutLabelOf = "Tieout: {quoted(one.label)}"\n' for one in known
    )
    fields = "".join(_case(one, quoted) for one in known)
    return (
        "Option Explicit\nOption Private Module\n\n"
        "Public Function TieoutLabelOf(ByVal button As String) As String\n"
        "    Select Case button\n"
        f"{labels}"
        '    Case Else: TieoutLabelOf = "Tieout"\n'
        "    End Select\nEnd Function\n\n"
        "Public Function TieoutFieldsOf(ByVal button As String) As Variant\n"
        "    ' Each: name, kind, question, label, choices, whether it may stay empty.\n"
        "    TieoutFieldsOf = Array()\n"
        "    Select Case button\n"
        f"{fields}"
        "    End Select\nEnd Function\n"
    )


def asked(button: Button) -> tuple[Field, ...]:
    """The fields for which somebody is asked."""
    return tuple(field for field in button.asks if field != CONFIRM)


def prompt(field: Field) -> str:
    """The question for a field, as long as Excel shows."""
    if field.kind is Kind.YES_NO:
        return f"{field.label}?\n{field.help}".strip()[:LONGEST_PROMPT]
    is_said = not field.optional or field.help.startswith("empty")
    notes = [_HINTS.get(field.kind, ""), field.help, "" if is_said else "may stay empty"]
    said = "; ".join(filter(None, notes))
    listed = "".join(f"\n{at} {choice}" for at, choice in enumerate(field.choices, 1))
    text = f"{field.label} ({said})" if said else field.label
    return (text + listed)[:LONGEST_PROMPT]


def _case(button: Button, quoted: Callable[[str], str]) -> str:
    fields = asked(button)
    if not fields:
        return ""
    arrays = ", _\n".join(f"            {_array(field, quoted)}" for field in fields)
    return f'    Case "{button.name}"\n        TieoutFieldsOf = Array( _\n{arrays})\n'


def _array(field: Field, quoted: Callable[[str], str]) -> str:
    # a choice stands in a line of its own; VBA's texts hold no line ends
    lines = '" & vbCrLf & "'.join(quoted(line) for line in prompt(field).split("\n"))
    return (
        f'Array("{field.name}", "{field.kind}", "{lines}", "{quoted(field.label)}", '
        f'"{quoted(BETWEEN.join(field.choices))}", {field.optional})'
    )
