"""The workbook templates with buttons: which sheet has which, and the few macros behind them.

A macro in a workbook does nothing itself: it asks the add-in, and where there is none it says what
to do. So a workbook that is passed on never carries code that could be out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from xml.sax.saxutils import quoteattr

from addin.hosts.desktop.button_workbook import SheetButtons, with_buttons
from addin.hosts.desktop.form_buttons import BAND_HEIGHT, ROW
from addin.hosts.desktop.ribbon import FROM_A_WORKBOOK, NAMESPACE, SPACE, TAB, TAB_KEY, shown_keys
from addin.hosts.desktop.vba import crlf
from addin.hosts.desktop.xlam import FILE_NAME
from addin.jobs.build_templates import Pack, blueprints
from addin.macros.button import Button
from addin.macros.catalogue import BY_NAME
from addin.tables.blueprint import BookBlueprint, SheetBlueprint

MODULE: Final = "TieoutButtons"
"""The VBA module in a workbook."""
CALLBACK: Final = "TieoutWorkbookRibbon"
"""What the workbook's own group on the ribbon calls; the add-in has nothing of that name."""
ON_SHEETS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "budget": {"Topsheet": ("validate", "show_finding", "explain_cell", "undo_last")},
    "po_log": {
        "PO Log": ("new_po", "relieve_po", "validate", "show_finding", "undo_last"),
        "Invoices": ("relieve_po", "undo_last"),
    },
    "ledger": {
        "Ledger": ("reconcile", "accept_suggestion", "reject_suggestion", "validate", "undo_last")
    },
    "cost_report": {
        "Cost Report": (
            "refresh_cost_report", "transfer_budget", "close_week", "publish_report", "validate",
            "explain_cell", "undo_last",
        ),
        "Budget Changes": ("transfer_budget", "undo_last"),
    },
}  # fmt: skip
"""Template → sheet → its buttons from left to right."""
_ON_THE_FIRST: Final = ("validate", "show_finding", "explain_cell", "undo_last")
"""On the first sheet of every other template."""


def on_sheets(noun: str, blueprint: BookBlueprint) -> Mapping[str, Sequence[str]]:
    """The buttons of a template: sheet → buttons from left to right."""
    return ON_SHEETS.get(noun) or {blueprint.sheets[0].name: _ON_THE_FIRST}


def template_files(
    pack: Pack,
    build: Callable[[BookBlueprint], bytes],
    nouns: Iterable[str] | None = None,
) -> dict[str, bytes]:
    """Each template as a workbook with buttons: its name (``po_log/po_log.xlsm``) and content.

    Raises:
        CannotBuild: pyOpenVBA is not installed.
    """
    return {
        str(PurePosixPath(name).with_suffix(".xlsm")): with_its_buttons(
            PurePosixPath(name).parent.name, blueprint, build
        )
        for name, blueprint in blueprints(pack, nouns)
    }


def with_its_buttons(
    noun: str, blueprint: BookBlueprint, build: Callable[[BookBlueprint], bytes]
) -> bytes:
    """One template as a workbook with buttons.

    Raises:
        CannotBuild: pyOpenVBA is not installed.
    """
    chosen = on_sheets(noun, blueprint)
    buttons = tuple(dict.fromkeys(one for row in chosen.values() for one in row))
    return with_buttons(
        build(_with_band(blueprint, chosen)),
        tuple(_sheets(chosen, blueprint)),
        {MODULE: macros(buttons)},
        ribbon(blueprint.title, buttons),
    )


def macros(buttons: Sequence[str]) -> str:
    """The VBA of a workbook with these buttons."""
    subs = "".join(
        f'\nPublic Sub {macro_of(name)}()\n    TieoutAsk "{name}"\nEnd Sub\n' for name in buttons
    )
    return crlf(
        "Option Explicit\n"
        "' The buttons of this workbook: each asks the Tieout add-in, which does the work.\n"
        f"{subs}\n"
        f"Public Sub {CALLBACK}(control As IRibbonControl)\n"
        "    TieoutAsk control.Tag\n"
        "End Sub\n\n"
        "Private Sub TieoutAsk(ByVal button As String)\n"
        "    Dim addIn As Object\n"
        "    On Error Resume Next\n"
        f'    Set addIn = Application.Workbooks("{FILE_NAME}")\n'
        "    On Error GoTo failed\n"
        "    If addIn Is Nothing Then\n"
        f'        MsgBox "{MISSING}", vbExclamation, "Tieout"\n'
        "    Else\n"
        f"""        Application.Run "'" & addIn.Name & "'!{FROM_A_WORKBOOK}", button\n"""
        "    End If\n"
        "    Exit Sub\n"
        "failed:\n"
        '    MsgBox Err.Description, vbExclamation, "Tieout"\n'
        "End Sub\n"
    )


MISSING: Final = (
    "This button needs the Tieout add-in, which is not open in this Excel: on Windows run "
    "'tieout install desktop' with Excel closed and start Excel again; on the Mac and on the web "
    "use the Tieout pane instead."
)
"""What a button says where there is no add-in."""


def macro_of(button: str) -> str:
    """The VBA procedure behind a button in a workbook."""
    return f"Tieout_{button}"


def ribbon(title: str, buttons: Sequence[str]) -> str:
    """The workbook's own group; it stands on the add-in's tab, or makes that tab alone."""
    group = "".join(_ribbon_button(BY_NAME[name]) for name in buttons)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}" xmlns:t="{SPACE}"><ribbon><tabs>'
        f'<tab idQ="t:{TAB}" label="Tieout" keytip="{TAB_KEY}">'
        f'<group id="tieout_workbook" label={quoteattr(title)}>{group}</group>'
        "</tab></tabs></ribbon></customUI>"
    )


def _ribbon_button(button: Button) -> str:
    tip = f"{button.tip} {shown_keys(button.shortcut)}." if button.shortcut else button.tip
    return (
        f'<button id="workbook_{button.name}" label={quoteattr(button.label)} '
        f'imageMso="{button.icon}" screentip={quoteattr(button.label)} '
        f'supertip={quoteattr(tip)} tag="{button.name}" onAction="{CALLBACK}"/>'
    )


def _sheets(
    chosen: Mapping[str, Sequence[str]], blueprint: BookBlueprint
) -> Iterator[SheetButtons]:
    widths = {sheet.name: sheet.widths for sheet in blueprint.sheets}
    for sheet, names in chosen.items():
        buttons = tuple((BY_NAME[name].label, macro_of(name)) for name in names)
        yield SheetButtons(sheet, buttons, widths[sheet])


def _with_band(blueprint: BookBlueprint, chosen: Mapping[str, Sequence[str]]) -> BookBlueprint:
    """The same with a higher row for the buttons, which is empty on every template."""

    def band(sheet: SheetBlueprint) -> SheetBlueprint:
        if sheet.name not in chosen:
            return sheet
        return replace(sheet, heights={**sheet.heights, ROW: BAND_HEIGHT})

    return replace(blueprint, sheets=tuple(map(band, blueprint.sheets)))
