"""Settings → the text of a ``production.toml`` that a person can read and edit."""

from __future__ import annotations

import json
from collections.abc import Iterable

from addin.settings.model import AdoptedTable, RecalculationSettings, Settings
from addin.tables.table import column_letters

_HEAD = """\
# What Tieout knows of this production. Edit freely; every run says when a sheet has drifted from
# it, and every mistake in it with its line.
"""


def text_of(settings: Settings) -> str:
    """The whole file, ending in a newline."""
    lines = [_HEAD, "[production]", f"name = {_quoted(settings.name)}"]
    if settings.currency:
        lines.append(f"currency = {_quoted(settings.currency)}")
    if settings.variance_sign:
        lines.append(f"variance = {_quoted(settings.variance_sign)}")
    if settings.forecast_mode:
        lines.append(f"forecast = {_quoted(settings.forecast_mode)}")
    if settings.previous_cutoff:
        lines.append(f"previous_cutoff = {settings.previous_cutoff.isoformat()}")
    if settings.cutoff:
        lines.append(f"cutoff = {settings.cutoff.isoformat()}")
    if settings.ignored:
        lines.append(f"ignore = [{', '.join(map(_quoted, settings.ignored))}]")
    lines += [
        "",
        "[check]",
        f"tolerance = {settings.tolerance}  # how far two figures may differ and still agree",
        f"open_days = {settings.open_days}  # an open PO older than this is reported",
        f"fail_at = {_quoted(str(settings.fail_at))}  # lowest severity for exit status 1",
        f"off = [{', '.join(map(_quoted, sorted(settings.off)))}]  # rules that are switched off",
    ]
    if settings.recalculation != RecalculationSettings():
        engine, when = settings.recalculation.engine, settings.recalculation.when
        lines += [
            "",
            "[recalculate]",
            f"engine = {_quoted(engine)}  # see tieout recalc --engines; empty: the default",
            f"when = {_quoted(when)}  # never, missing (values only), always",
        ]
    return "\n".join(lines) + "\n" + tables_text(settings.tables)


def tables_text(tables: Iterable[AdoptedTable]) -> str:
    """The ``[[table]]`` blocks alone, each behind a blank line: to add to a file that is there."""
    return "".join("\n" + "\n".join(_table(table)) + "\n" for table in tables)


def _table(table: AdoptedTable) -> list[str]:
    lines = [
        "[[table]]",
        f"workbook = {_quoted(table.workbook)}",
        f"sheet = {_quoted(table.sheet)}",
        f"role = {_quoted(table.role)}",
        f"area = {_quoted(str(table.area))}",
        f"header_rows = [{', '.join(map(str, table.header_rows))}]",
    ]
    if table.columns:
        lines.append("[table.columns]")
    for name, where in sorted(table.columns.items(), key=lambda item: item[1].column):
        heading = f": {where.heading}" if where.heading else ""
        lines.append(f"{name} = {_quoted(column_letters(where.column) + heading)}")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
