"""``tieout papers``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from addin import wiring
from addin.cli import kept_nights
from addin.cli.kept_nights import LookedBack, looked_back
from addin.domain.night import ProductionNight
from addin.errors import NothingToDo
from addin.reports.paper import PaperSize

_SIZES = {"a4": PaperSize.A4, "letter": PaperSize.LETTER}


@dataclass(frozen=True, slots=True)
class Printing:
    """How a PDF is printed."""

    paper: PaperSize
    font: Path | None = None


@click.command(short_help="A night as a findings workbook, or as a PDF with a page each.")
@kept_nights.place
@click.option("--workbook", metavar="FILE", type=click.Path(path_type=Path), help="An .xlsx file.")
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path), help="A .pdf file.")
@click.option("--night", type=click.IntRange(1), metavar="N", help="This night, by its number.")
@click.option("--production", metavar="NAME", help="Only this one, by its name or folder.")
@click.option("--paper", type=click.Choice(list(_SIZES)), default="a4", show_default=True)
@click.option(
    "--font",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Letters that the PDF's own font has not: a font of this computer.",
)
def papers(
    place: Path,
    state: str | None,
    studio: str | None,
    workbook: Path | None,
    pdf: Path | None,
    night: int | None,
    production: str | None,
    paper: str,
    font: Path | None,
) -> int:
    """Put a studio's latest night into a findings workbook, a PDF, or both.

    The workbook has every production, finding, account and statement, to filter. The PDF has a
    table of all productions and one page for each. A file of that name is replaced, whole or not
    at all; in the folder of a production no workbook is written. Both hold messages and amounts:
    give them only to whom the workbooks may be given.

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
            # not for help
            from addin.nightly.papers import findings_workbook, must_not_be_read  # noqa: PLC0415

            must_not_be_read(workbook.parent, [Path(one) for one in found.folders()])
            _save(workbook, findings_workbook(chosen, found.studio).content)
        if pdf is not None:
            asked = Printing(_SIZES[paper], font)
            _save(pdf, _pdf(found, chosen, asked, is_one=production is not None))
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


def _pdf(
    found: LookedBack, nights: Sequence[ProductionNight], asked: Printing, *, is_one: bool
) -> bytes:
    from addin.nightly import papers as made  # noqa: PLC0415 - not for help

    trends = {one.folder: found.archive.trend(found.studio, one.folder) for one in nights}
    if is_one:
        one = nights[0]
        paper = made.production_pdf(one, trends[one.folder], asked.paper, asked.font)
    else:
        paper = made.night_pdf(nights, trends, found.studio, asked.paper, asked.font)
    if paper.unprinted:
        more = "" if asked.font else " Name a font of this computer that has them: --font FILE."
        click.echo(f"The PDF has no letters for: {paper.unprinted}{more}", err=True)
    return paper.content


def _save(file: Path, content: bytes) -> None:
    wiring.made(file.parent)
    is_new = wiring.save_whole(file, content)
    click.echo(f"It is in {file}{'' if is_new else ', and was'}.", err=True)
