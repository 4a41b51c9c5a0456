"""BUTTONS: every button, in the order in which ribbon, task pane and menus show them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from addin.macros import (
    adopt,
    build_call_sheet,
    close_week,
    explain_cell,
    import_file,
    publish_report,
    publish_schedule,
    purchase_orders,
    reconcile,
    refresh_cost_report,
    refresh_dood,
    resolve_conflicts,
    shot_status,
    show_finding,
    suggestions,
    switch_names,
    sync_now,
    transfer_budget,
    undo_last,
    validate,
    waive_finding,
)
from addin.macros.button import Button

BUTTONS: Final[tuple[Button, ...]] = (
    validate.BUTTON,
    show_finding.BUTTON,
    waive_finding.BUTTON,
    explain_cell.BUTTON,
    reconcile.BUTTON,
    suggestions.ACCEPT,
    suggestions.REJECT,
    refresh_cost_report.BUTTON,
    transfer_budget.BUTTON,
    close_week.BUTTON,
    publish_report.BUTTON,
    purchase_orders.NEW,
    purchase_orders.RELIEVE,
    refresh_dood.BUTTON,
    build_call_sheet.BUTTON,
    publish_schedule.BUTTON,
    shot_status.BUTTON,
    sync_now.BUTTON,
    resolve_conflicts.BUTTON,
    import_file.BUTTON,
    adopt.BUTTON,
    switch_names.BUTTON,
    undo_last.BUTTON,
)
"""Buttons of one group stand together."""

BY_NAME: Final[Mapping[str, Button]] = MappingProxyType({one.name: one for one in BUTTONS})
