"""Settings → the text of a ``production.toml`` that a person can read and edit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable

from addin.settings.lines import Path, lines_of
from addin.settings.model import (
    AdoptedTable,
    GoogleSettings,
    RecalculationSettings,
    ScheduleSettings,
    Settings,
)
from addin.tables.binding import Binding, BoundColumn, Limits, Shown
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
    lines += _schedule(settings.schedule)
    if settings.recalculation != RecalculationSettings():
        engine, when = settings.recalculation.engine, settings.recalculation.when
        lines += [
            "",
            "[recalculate]",
            f"engine = {_quoted(engine)}  # see tieout recalc --engines; empty: the default",
            f"when = {_quoted(when)}  # never, missing (values only), always",
        ]
    if settings.google != GoogleSettings():
        lines += ["", "[google]"]
        lines += [
            f"{name} = {_quoted(value)}"
            for name in ("credentials", "impersonate", "subject")
            if (value := getattr(settings.google, name))
        ]
    syncs = "".join(f"\n{binding_text(one)}" for one in settings.syncs)
    return "\n".join(lines) + "\n" + tables_text(settings.tables) + syncs


def _schedule(schedule: ScheduleSettings) -> list[str]:
    texts = (
        ("pages_a_day", schedule.pages_a_day, "a longer day is reported"),
        ("territory", schedule.territory, "whose public holidays count"),
        ("agreement", schedule.agreement, "whose rest and meals count for the crew"),
        ("cast_agreement", schedule.cast_agreement, "and for the cast"),
    )
    lines = [f"{name} = {_quoted(text)}  # {why}" for name, text, why in texts if text]
    if schedule.company_moves is not None:
        lines.append(f"company_moves = {schedule.company_moves}  # a day with more is reported")
    return ["", "[schedule]", *lines] if lines else []


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


def binding_text(binding: Binding) -> str:
    """One ``[[sync]]`` block."""
    lines = [
        "[[sync]]",
        f"name = {_quoted(binding.name)}",
        f"workbook = {_quoted(binding.workbook)}",
        f"sheet = {_quoted(binding.sheet)}",
        f"spreadsheet = {_quoted(binding.spreadsheet_id)}",
        f"sheet_id = {binding.sheet_id}",
    ]
    if binding.key:
        lines.append(f"key = {_quoted(binding.key)}  # tells rows apart")
    if binding.strict:
        lines.append("strict = true  # a row that both sides changed is a conflict")
    if binding.limits != Limits():
        limits = binding.limits
        lines.append(
            f"stop_at = {{deleted_rows = {limits.deleted_rows}, "
            f"deleted_share = {limits.deleted_share}, changed_share = {limits.changed_share}}}"
        )
    lines.append("[sync.columns]  # ask, workbook, sheet, newer, push, pull, mirror, never")
    lines += [f"{_quoted(one.name)} = {_column(one)}" for one in binding.columns]
    return "\n".join(lines) + "\n"


def with_binding(text: str, binding: Binding) -> str:
    r"""The text of a ``production.toml`` with this sync in it, in place of one of the same name.

    All else stays as written.

    >>> from addin.tables.binding import BoundColumn
    >>> log = Binding("log", "POs.xlsx", "POs", "1AbC", 0, (BoundColumn("PO"),), key="PO")
    >>> text = with_binding("[production]\nname = \"Show\"\n", log)
    >>> text == with_binding(text, log), text.splitlines()[3:5]
    (True, ['[[sync]]', 'name = "log"'])
    """
    kept = without_binding(text, binding.name).rstrip("\n")
    return f"{kept}\n\n{binding_text(binding)}" if kept else binding_text(binding)


def without_binding(text: str, name: str) -> str:
    """The text without the sync of that name; the same text if there is none."""
    lines = text.split("\n")
    where = lines_of(text)
    for at, start in where.items():
        if at[:1] != ("sync",) or len(at) != 2:
            continue
        named = where.get((*at, "name"))
        if named is None or _value(lines[named - 1]) != name:
            continue
        after = (line for path, line in where.items() if line > start and _is_other(path, at))
        end = min(after, default=len(lines) + 1)
        above = lines[: start - 1]
        while above and not above[-1].strip():
            above.pop()
        kept = lines[_first_comment(lines, end) :] or [""]
        return "\n".join([*above, *([""] if above and len(kept) > 1 else []), *kept])
    return text


def _first_comment(lines: list[str], end: int) -> int:
    """The index from which on lines belong to what stands at line ``end``: its comments too."""
    at = end - 1
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _is_other(path: Path, binding: Path) -> bool:
    """Whether a line begins another table than this sync's own."""
    return path[:2] != binding


def _value(line: str) -> object:
    try:
        return next(iter(tomllib.loads(line.strip()).values()))
    except (tomllib.TOMLDecodeError, StopIteration):
        return None


def _column(column: BoundColumn) -> str:
    parts = [f"policy = {_quoted(column.policy)}"]
    if column.shown is not Shown.ANYTHING:
        parts.append(f"shown = {_quoted(column.shown)}")
    if column.heading:
        parts.append(f"heading = {_quoted(column.heading)}")
    if column.metadata_id:
        parts.append(f"mark = {column.metadata_id}")
    return _quoted(column.policy) if len(parts) == 1 else f"{{{', '.join(parts)}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
