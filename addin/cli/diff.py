"""``tieout diff``."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.terminal import Console
from addin.errors import NothingToDo
from addin.jobs.compare import Side, compare_versions
from addin.reports.difference import Comparison, of_formulas, of_sheet, of_values
from addin.reports.difference_as_json import comparison_as_json
from addin.reports.difference_as_text import comparison_as_text
from addin.tables.compare.difference import BookDifference

_PLACE = click.Path(path_type=Path)


@click.command(short_help="Say what changed between two versions of a workbook.")
@click.argument("older", metavar="OLDER|FILE", type=_PLACE)
@click.argument("newer", metavar="[NEWER]", type=_PLACE, required=False)
@click.option(
    "--backup", metavar="N", type=click.IntRange(1), help="FILE against its Nth newest backup."
)
@click.option("--formulas", is_flag=True, help="Only what changed in formulas.")
@click.option("--values", is_flag=True, help="Only what cells show, however it is computed.")
@click.option("--only", metavar="SHEET", help="Only this sheet.")
@click.option("--all", "every", is_flag=True, help="List every change, not the first ones.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option("--html", "html_file", metavar="FILE", help="Write the result as one HTML page.")
@click.option("--sheet", is_flag=True, help="Put a sheet of the changes into the newer workbook.")
def diff(
    older: Path,
    newer: Path | None,
    backup: int | None,
    only: str | None,
    json_file: str | None,
    html_file: str | None,
    *,
    formulas: bool,
    values: bool,
    every: bool,
    sheet: bool,
) -> int:
    """Say what changed from OLDER to NEWER: money first, then sheet by sheet, causes first.

    Both are workbooks (.xlsx, .xlsm, .xls, .xlsb, .ods, .csv) or folders of them. With one FILE, it
    is compared with the backup that Tieout kept when it last wrote into it. Rows of a list are
    paired by what names them (account, PO number), so that a row put in or a list sorted anew does
    not count as a change of everything below. Nothing is written without --sheet.

    Exit status: 0 no difference, 1 differences, 2 could not run.
    """
    if formulas and values:
        raise click.UsageError("--formulas and --values leave nothing to show together.")
    if newer is not None and backup is not None:
        raise click.UsageError("--backup is for one FILE, without a second one.")
    before, after = _sides(older, newer, backup or 1)
    gc.disable()  # records by the hundred thousand, and none of them is a circle
    try:
        found = compare_versions(
            before,
            after,
            options.moment(None),
            keep=_asked(only, formulas=formulas, values=values),
            write=sheet,
        )
    finally:
        gc.enable()
    _report(found, json_file, html_file, every=every)
    if found.unreadable:
        return 2
    return 0 if found.is_empty else 1


def _sides(older: Path, newer: Path | None, back: int) -> tuple[Side, Side]:
    if newer is None:
        kept = wiring.backup(older, back)
        said = f"{older.name} as kept {kept.stem}"
        return Side(said, wiring.workbooks(kept)), Side(str(older), wiring.workbooks(older))
    if older.exists() and newer.exists() and older.is_dir() != newer.is_dir():
        older, newer = _inside(older, newer)
    sides = [Side(str(place), wiring.workbooks(place)) for place in (older, newer)]
    return sides[0], sides[1]


def _inside(older: Path, newer: Path) -> tuple[Path, Path]:
    """A file and a folder: the file of that name in the folder is meant."""
    folder, file = (older, newer) if older.is_dir() else (newer, older)
    there = folder / file.name
    return (there, newer) if older.is_dir() else (older, there)


def _asked(
    only: str | None, *, formulas: bool, values: bool
) -> Callable[[BookDifference], BookDifference]:
    def keep(book: BookDifference) -> BookDifference:
        if only:
            names = {one.casefold() for one in (*book.added, *book.removed)}
            names |= {s.name.casefold() for s in book.sheets}
            names |= {s.older.name.casefold() for s in book.sheets}
            if names and only.casefold() not in names:
                there = ", ".join(s.name for s in book.sheets)
                raise NothingToDo(f"{book.newer} has no sheet '{only}'. Its sheets: {there}.")
            book = of_sheet(book, only)
        if formulas:
            return of_formulas(book)
        return of_values(book) if values else book

    return keep


def _report(
    found: Comparison, json_file: str | None, html_file: str | None, *, every: bool
) -> None:
    if json_file == "-":
        click.echo(comparison_as_json(found), nl=False)
    else:
        Console(soft_wrap=False, highlight=False).print(comparison_as_text(found, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), comparison_as_json(found))
    if html_file:
        from addin.reports.difference_as_page import comparison_as_page  # noqa: PLC0415 - jinja2

        wiring.save_text(Path(html_file), comparison_as_page(found))
        click.echo(f"The page is in {html_file}.", err=True)
    for refused in found.unreadable:
        click.echo(str(refused), err=True)
