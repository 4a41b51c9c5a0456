"""The dialogs: a line for each field of a button, and a text with buttons below.

They are put together here, since a button's fields are known from its description alone.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

import uno  # type: ignore[import-not-found]

WIDE, NARROW, GAP, LINE = 230, 82, 6, 14
"""Widths and heights in LibreOffice's units for dialogs: a quarter of a letter, an eighth."""
_ISO = 11  # DateFormat YYYY-MM-DD
_OK, _CANCEL = 1, 2  # com.sun.star.awt.PushButtonType
_POSITION = 3  # com.sun.star.awt.PosSize.POS
_LONGEST = 90
"""Letters in a line of a dialog."""


def asked(
    context: Any, toolkit: Any, parent: Any, button: dict[str, Any], typed: dict[str, str]
) -> dict[str, str] | None:
    """What somebody answers in a dialog; None if it was closed."""
    fields = [one for one in button["asks"] if one["name"] != "confirm"]
    dialog = _Dialog(context, f"Tieout: {button['label']}")
    top = dialog.text("tip", button["tip"], GAP, GAP, WIDE) + GAP
    for at, field in enumerate(fields):
        bottom = top + LINE
        if field["kind"] != "yes or no":  # which says itself what it is
            label = field["label"] if field["optional"] else f"{field['label']} *"
            bottom = max(dialog.text(f"label{at}", label, GAP, top + 2, NARROW), bottom)
        dialog.field(field["name"], field, typed.get(field["name"], ""), top)
        if field["help"]:
            beside = top + LINE
            bottom = max(
                dialog.text(f"help{at}", field["help"], GAP + NARROW, beside, WIDE - NARROW), bottom
            )
        top = bottom + 2
    if any(not one["optional"] for one in fields):
        top = dialog.text("needed", "* is needed", GAP, top + 2, NARROW)
    dialog.buttons(("OK", "Cancel"), top + GAP)
    try:
        if dialog.execute(toolkit, parent) != 1:
            return None
        found = {one["name"]: dialog.answer(one) for one in fields}
        return {name: text for name, text in found.items() if text}
    finally:
        dialog.dispose()


def shown(
    context: Any, toolkit: Any, parent: Any, title: str, sentence: str, detail: str,
    labels: tuple[str, ...],
) -> bool:  # fmt: skip
    """Show a text with its details; whether the first of the buttons was pressed."""
    dialog = _Dialog(context, title)
    top = dialog.text("sentence", sentence, GAP, GAP, WIDE) + GAP
    if detail:
        height = min(max(detail.count("\n") + 1, 3), 14) * 9 + 4
        dialog.lines("detail", detail, top, height)
        top += height + GAP
    dialog.buttons(labels, top)
    try:
        return dialog.execute(toolkit, parent) == 1
    finally:
        dialog.dispose()


class _Dialog:
    """A dialog under construction."""

    def __init__(self, context: Any, title: str) -> None:
        services = context.getServiceManager()
        self._model = services.createInstanceWithContext(
            "com.sun.star.awt.UnoControlDialogModel", context
        )
        self._model.setPropertyValue("Title", title)
        self._model.setPropertyValue("Width", WIDE + 2 * GAP)
        self._control = services.createInstanceWithContext(
            "com.sun.star.awt.UnoControlDialog", context
        )

    def _add(self, kind: str, called: str, place: tuple[int, int, int, int], **values: Any) -> Any:
        model = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        names = ("PositionX", "PositionY", "Width", "Height")
        for name, value in (
            *zip(names, place),  # noqa: B905 - strict is of Python 3.10
            *values.items(),
        ):
            model.setPropertyValue(name, value)
        self._model.insertByName(called, model)
        return model

    def text(self, called: str, text: str, left: int, top: int, width: int) -> int:
        """A text in as many lines as it needs; gives where it ends."""
        letters = max(width * _LONGEST // WIDE // 2 * 2 * 2 // 3, 8)
        lines = sum(len(part) // letters + 1 for part in text.split("\n"))
        height = lines * 9
        self._add(
            "FixedText", called, (left, top, width, height),
            Label=text, MultiLine=True, NoLabel=not called.startswith("label"),
        )  # fmt: skip
        return top + height

    def lines(self, called: str, text: str, top: int, height: int) -> None:
        """A text to read, with a bar to move it by."""
        self._add(
            "Edit", called, (GAP, top, WIDE, height),
            Text=text, MultiLine=True, ReadOnly=True, VScroll=True,
        )  # fmt: skip

    def field(self, called: str, field: dict[str, Any], typed: str, top: int) -> None:
        """Where one field is answered."""
        place = (GAP + NARROW, top, WIDE - NARROW, LINE - 2)
        kind = field["kind"]
        if kind == "choice":
            items = tuple(([""] if field["optional"] else []) + list(field["choices"]))
            chosen = (items.index(typed),) if typed in items else (0,)
            model = self._add("ListBox", called, place, Dropdown=True, StringItemList=items)
            model.setPropertyValue("SelectedItems", chosen)
        elif kind == "yes or no":
            self._add("CheckBox", called, place, State=int(typed == "yes"), Label=field["label"])
        elif kind == "date":
            model = self._add(
                "DateField", called, place, Dropdown=True, DateFormat=_ISO, StrictFormat=False
            )
            date = _date(typed)
            if date is not None:
                model.setPropertyValue("Date", date)
        elif kind == "file":
            self._add("FileControl", called, place, Text=typed)
        else:
            self._add("Edit", called, place, Text=typed)

    def buttons(self, labels: tuple[str, ...], top: int) -> None:
        """The buttons below; the first one agrees and answers to Enter, the last one to Escape."""
        width = 58
        left = WIDE + GAP - len(labels) * (width + GAP) + GAP
        for at, label in enumerate(labels):
            self._add(
                "Button", f"button{at}", (left + at * (width + GAP), top, width, LINE),
                Label=label, PushButtonType=_CANCEL if at else _OK, DefaultButton=not at,
            )  # fmt: skip
        self._model.setPropertyValue("Height", top + LINE + GAP)

    def execute(self, toolkit: Any, parent: Any) -> int:
        """Show it and wait."""
        self._control.setModel(self._model)
        self._control.createPeer(toolkit, parent)
        if parent is not None:
            around, own = parent.getPosSize(), self._control.getPosSize()
            left = max((around.Width - own.Width) // 2, 0)
            self._control.setPosSize(
                left, max((around.Height - own.Height) // 3, 0), 0, 0, _POSITION
            )
        return int(self._control.execute())

    def answer(self, field: dict[str, Any]) -> str:
        """What stands in a field, as buttons take it."""
        model = self._model.getByName(field["name"])
        kind = field["kind"]
        if kind == "choice":
            chosen = model.getPropertyValue("SelectedItems")
            return str(model.getPropertyValue("StringItemList")[chosen[0]]) if chosen else ""
        if kind == "yes or no":
            return "yes" if model.getPropertyValue("State") else ""
        if kind == "date":
            date = model.getPropertyValue("Date")
            return f"{date.Year:04}-{date.Month:02}-{date.Day:02}" if date is not None else ""
        text = str(model.getPropertyValue("Text")).strip()
        if kind == "file" and text.startswith("file:"):
            return str(uno.fileUrlToSystemPath(text))
        return text

    def dispose(self) -> None:
        """It is gone."""
        with contextlib.suppress(AttributeError):
            self._control.dispose()


def _date(text: str) -> Any:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})$", text)
    if not found:
        return None
    date = uno.createUnoStruct("com.sun.star.util.Date")
    date.Year, date.Month, date.Day = map(int, found.groups())
    return date
