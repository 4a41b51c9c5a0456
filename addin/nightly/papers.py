"""The reports that a night leaves on paper and for the desk: PDF files and findings workbooks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from addin import wiring
from addin.domain.night import Ended, Moment, ProductionNight
from addin.errors import FileError, UnreadableFile, WriteRefused
from addin.reports.font_of_others import must_be_a_font
from addin.reports.paper import PaperSize
from addin.settings.reports import Form, ReportSettings

PDF: Final = "night.pdf"
WORKBOOK: Final = "findings.xlsx"
_SIZES: Final = {"a4": PaperSize.A4, "letter": PaperSize.LETTER}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ON_PAPER: Final = frozenset({Form.PDF, Form.WORKBOOK})

Trends = Mapping[str, Sequence[Moment]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where reports go, and how: ``font`` as in ``printed``; ``name`` is the studio's."""

    folder: Path
    name: str
    settings: ReportSettings
    font: Path | None = None

    @property
    def paper(self) -> PaperSize:
        """The paper of its PDF files."""
        return _SIZES[self.settings.paper]


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as its file has it; ``unprinted`` are letters that no font has."""

    content: bytes
    unprinted: str = ""


def findings_workbook(nights: Sequence[ProductionNight], studio: str) -> Paper:
    """Every production, finding, account and statement, to filter."""
    from addin.reports.night_workbook import night_workbook  # noqa: PLC0415 - few nights need it

    return Paper(wiring.new_workbook(night_workbook(nights, studio)))


def night_pdf(
    nights: Sequence[ProductionNight],
    trends: Trends,
    studio: str,
    paper: PaperSize,
    font: Path | None = None,
) -> Paper:
    """A table of all productions, and a page for each.

    Raises:
        UnreadableFile: the font cannot be used.
    """
    from addin.reports.night_on_paper_studio import night_as_pdf  # noqa: PLC0415 - as above

    at = max(one.at for one in nights)
    made = night_as_pdf(studio, at, nights, trends, paper, font)
    return Paper(made.content, made.unprinted)


def production_pdf(
    one: ProductionNight, trend: Sequence[Moment], paper: PaperSize, font: Path | None = None
) -> Paper:
    """The page of one production.

    Raises:
        UnreadableFile: the font cannot be used.
    """
    from addin.reports.night_on_paper_studio import production_as_pdf  # noqa: PLC0415 - as above

    made = production_as_pdf(one, trend, paper, font)
    return Paper(made.content, made.unprinted)


def papers(
    desk: Desk,
    nights: Sequence[ProductionNight],
    trends: Trends,
    stem: Callable[[ProductionNight], str],
    folders: Sequence[Path],
    *,
    is_whole: bool,
) -> Iterator[str]:
    """Write what the studio asked for; yields what a person should know, in sentences.

    A file is written only if it says something else than what is there. ``stem`` names a
    production's files, ``folders`` are the productions' own; ``is_whole``: ``nights`` are all.
    """
    asked = desk.settings.studio if is_whole else frozenset()
    if not nights or not _ON_PAPER & (asked | desk.settings.productions):
        return
    troubles: list[FileError] = []
    unprinted: dict[str, None] = {}
    if Form.WORKBOOK in asked | desk.settings.productions:
        must_not_be_read(desk.folder, folders)
    wiring.made(desk.folder)
    desk, trouble = _with_font(desk)
    yield from trouble
    for name, make in _wanted(desk, nights, trends, stem, asked):
        try:
            paper = make()
            unprinted |= dict.fromkeys(paper.unprinted)
            _put(desk, name, paper.content, max(one.at for one in nights).date())
        except FileError as error:
            troubles.append(error)
    if is_whole:
        _forgotten(desk, nights)
    yield from _told(troubles, "".join(unprinted))


def _told(troubles: Sequence[FileError], unprinted: str) -> Iterator[str]:
    if troubles:
        others = f" So it was with {len(troubles) - 1} more." if len(troubles) > 1 else ""
        yield f"A report of the night could not be written as asked. {troubles[0]}{others}"
    if unprinted:
        shown = f"{unprinted[:20]}…" if len(unprinted) > 20 else unprinted
        yield (
            f"The PDF of the night has no letters for: {shown} Name a font of this computer that "
            "has them: [reports] font."
        )


def _with_font(desk: Desk) -> tuple[Desk, list[str]]:
    """The desk without a font that cannot be used: a PDF with boxes is better than none."""
    try:
        if desk.font is not None:
            must_be_a_font(desk.font)
    except UnreadableFile as error:
        said = f"The font {error.path} cannot be used: {error.reason}. The PDF is made without it."
        return Desk(desk.folder, desk.name, desk.settings), [said]
    return desk, []


def _wanted(
    desk: Desk,
    nights: Sequence[ProductionNight],
    trends: Trends,
    stem: Callable[[ProductionNight], str],
    asked: frozenset[Form],
) -> Iterator[tuple[str, Callable[[], Paper]]]:
    """The name of each file, and what makes it."""
    if Form.PDF in asked:
        yield PDF, lambda: night_pdf(nights, trends, desk.name, desk.paper, desk.font)
    if Form.WORKBOOK in asked:
        yield WORKBOOK, lambda: findings_workbook(nights, desk.name)
    for one in nights:
        trend = trends.get(one.folder, ())
        for form, kind in ((Form.PDF, ".pdf"), (Form.WORKBOOK, ".xlsx")):
            name = f"{stem(one)}{kind}"
            if form not in desk.settings.productions or _is_as_it_was(desk.folder / name, one):
                continue
            if form is Form.PDF:
                yield name, _made(production_pdf, one, trend, desk.paper, desk.font)
            else:
                yield name, _made(findings_workbook, (one,), desk.name)


def _made(make: Callable[..., Paper], *given: object) -> Callable[[], Paper]:
    return lambda: make(*given)


def _is_as_it_was(file: Path, one: ProductionNight) -> bool:
    """Whether nothing changed in a production since its report was made."""
    return one.ended is Ended.UNCHANGED and file.is_file()


def _put(desk: Desk, name: str, content: bytes, day: dt.date) -> None:
    """The latest in its place; that of the whole studio is kept by its day too, if it is to be."""
    if desk.settings.keep_days and name in {PDF, WORKBOOK}:
        kept = wiring.made(desk.folder / f"{day:%Y-%m-%d}") / name
        wiring.must_be_ours(kept)
        wiring.save_whole(kept, content)
    wiring.must_be_ours(desk.folder / name)
    wiring.save_whole(desk.folder / name, content)


def must_not_be_read(folder: Path, productions: Sequence[Path]) -> None:
    """A findings workbook in the folder of a production would be read as one of its lists.

    Raises:
        WriteRefused: the reports are to be there.
    """
    here = folder.resolve()
    for one in productions:
        if here.is_relative_to(one.resolve()):
            why = f"it is in the production {one.name}, and a workbook there is read as its list"
            raise WriteRefused(str(folder), why)


def _forgotten(desk: Desk, nights: Sequence[ProductionNight]) -> None:
    """Forget what was kept of days that are over; by the nights, not by the clock of tonight."""
    days = sorted(
        (dt.date.fromisoformat(path.name), path)
        for path in desk.folder.iterdir()
        if _DAY.fullmatch(path.name) and _is_a_day(path.name) and path.is_dir()
    )
    if not desk.settings.keep_days or len(days) < 2:
        return
    latest = min(days[-2][0], max(one.at for one in nights).date())
    for day, folder in days:
        if (latest - day).days > desk.settings.keep_days:
            _remove(folder)


def _is_a_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _remove(folder: Path) -> None:
    """What is ours of a day, and the folder if nothing else is in it."""
    try:
        for name in (PDF, WORKBOOK):
            wiring.must_be_ours(folder / name)
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
    except (OSError, WriteRefused):  # somebody keeps something there
        return
