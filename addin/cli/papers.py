"""``tieout papers``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from addin import wiring
from addin.cli import kept_nights
from addin.cli.kept_nights import LookedBack, looked_back
from addin.domain.night import ProductionNight
from addin.errors import NothingToDo
from addin.reports.paper import PaperSize

_SIZES = {"a4": PaperSize.A4, "letter": PaperSize.LETTER}


@click.command(short_help="A night as a findings workbook, or as a PDF with a page each.")
@kept_nights.place
@click.option("--workbook", metavar="FILE", type=click.Path(path_type=Path), help="An .xlsx file.")
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path), help="A .pdf file.")
@click.option("--night", type=click.IntRange(1), metavar="N", help="This night, by its number.")
@click.option("--production", metavar="NAME", help="Only this one, by its name or folder.")
@click.option("--paper", type=click.Choice(list(_SIZES)), default="a4", show_default=True)
def papers(
    place: Path,
    state: str | None,
    studio: str | None,
    workbook: Path | None,
    pdf: Path | None,
    night: int | None,
    production: str | None,
    paper: str,
) -> int:
    """Put a studio's latest night into a findings workbook, a PDF, or both.

    The workbook has every production, finding, account and statement, to filter. The PDF has a
    table of all productions and one page for each. A file of that name is replaced. Both hold
    messages and amounts: give them only to whom the workbooks may be given.

    Status 0; 2 could not run.
    """
    if workbook is None and pdf is None:
        raise NothingToDo("Say what to write: --workbook FILE.xlsx, --pdf FILE.pdf, or both.")
    for file, kind in ((workbook, ".xlsx"), (pdf, ".pdf")):
        if file is not None and file.suffix.casefold() != kind:
            raise NothingToDo(f"{file} is no {kind} file. Nothing was written.")
    with looked_back(place, state, studio) as found:
        chosen = _chosen(found, night, production)
        if workbook is not None:
            _save(workbook, _workbook(found, chosen))
        if pdf is not None:
            _save(pdf, _pdf(found, chosen, _SIZES[paper], is_one=production is not None))
    return 0


def _chosen(found: LookedBack, night: int | None, production: str | None) -> list[ProductionNight]:
    folder = found.production(production) if production else found.folder
    some = [folder] if folder else None
    nights = found.archive.night(night) if night else found.archive.latest(found.studio, some)
    chosen = [one for one in nights if not folder or one.folder == folder]
    if not chosen:
        what = f"night {night}" if night else "the latest night"
        raise NothingToDo(f"There is nothing of {what} of {found.studio}. Nothing was written.")
    return chosen


def _workbook(found: LookedBack, nights: Sequence[ProductionNight]) -> bytes:
    from addin.reports.night_workbook import night_workbook  # noqa: PLC0415 - not for help

    return wiring.new_workbook(night_workbook(nights, found.studio))


def _pdf(
    found: LookedBack, nights: Sequence[ProductionNight], paper: PaperSize, *, is_one: bool
) -> bytes:
    # not for help
    from addin.reports.night_on_paper_studio import night_as_pdf, production_as_pdf  # noqa: PLC0415

    trends = {one.folder: found.archive.trend(found.studio, one.folder) for one in nights}
    at = max(one.at for one in nights)
    if is_one:
        made = production_as_pdf(nights[0], trends[nights[0].folder], paper)
    else:
        made = night_as_pdf(found.studio, at, nights, trends, paper)
    if made.unprinted:
        click.echo(f"The font of the PDF has no letters for: {made.unprinted}", err=True)
    return made.content


def _save(file: Path, content: bytes) -> None:
    wiring.save_new(file.parent, {file.name: content}, replace=True)
    click.echo(f"It is in {file}.", err=True)
