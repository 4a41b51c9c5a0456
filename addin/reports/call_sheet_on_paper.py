"""A call sheet on paper: what everybody asks first on top, scenes, cast, crew, what is next.

It says what the sheet of the workbook says, typed calls and notes included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from addin.domain.call_sheet import CallSheet, CastCall
from addin.domain.eighths import eighths_text
from addin.domain.schedule_lines import CrewLine, StripLine
from addin.reports.call_sheet import ASKED, CAST, CREW, SCENES, Typed, day_text
from addin.reports.paper import Document, Line, PaperSize, Section, Words, band, heading
from addin.tables.table import Value

_SCENES: Final = (14.0, 9.0, 38.0, 12.0, 12.0, 22.0, 32.0, 51.0)
_CAST: Final = (12.0, 34.0, 36.0, 14.0, 17.0, 17.0, 17.0, 43.0)
_CREW: Final = (28.0, 30.0, 11.5, 24.0)
_GUTTER: Final = 3.0
_CALL: Final = "General call"
_TIMES: Final = frozenset({_CALL, "Shooting call", "Sunrise", "Sunset"})


def on_paper(
    told: CallSheet,
    title: str,
    typed: Typed,
    at: dt.datetime,
    *,
    general: dt.time | None = None,
    paper: PaperSize = PaperSize.A4,
) -> Document:
    """The pages; arguments as of ``reports.call_sheet.as_sheet``, and when and on what."""
    asked = dict(typed.asked)
    if general is not None:
        asked[_CALL] = general
    call = words_of(asked.get(_CALL))
    return Document(
        title,
        at,
        tuple(_sections(told, typed, asked)),
        beside=f"Day {told.number} of {told.of_days}",
        below=day_text(told.date) + (f"     General call {call}" if call else ""),
        foot=f"Call sheet, made {at:%Y-%m-%d %H:%M}",
        paper=paper,
    )


def words_of(value: Value) -> str:
    """A cell that somebody typed, as paper shows it: times as 07:30."""
    if isinstance(value, dt.datetime):
        value = value.time() if value.date() <= dt.date(1900, 1, 1) else value
    if isinstance(value, dt.time | dt.datetime):
        return f"{value:%H:%M}" if isinstance(value, dt.time) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and 0 <= value < 1:  # a time, as Excel keeps it
        minutes = round(value * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" if value else ""
    return "" if value is None else str(value)


def _sections(told: CallSheet, typed: Typed, asked: Mapping[str, Value]) -> Iterator[Section]:
    yield Section((29.0, 66.0, 29.0, 66.0), tuple(_asked(asked)))
    yield Section(
        _SCENES,
        (*map(_scene, told.scenes), _sum(told)),
        heads=(band("Scenes", len(_SCENES), keeps=2), heading(SCENES)),
    )
    if told.cast or told.held:
        yield Section(
            _CAST,
            tuple(_part(one, typed) for one in (*told.cast, *told.held)),
            heads=(band("Cast", len(_CAST), keeps=2), heading(("No.", *CAST[1:]))),
        )
    if told.crew:
        widths = (*_CREW, _GUTTER, *_CREW)
        yield Section(
            widths,
            tuple(_crew(told.crew, typed, asked.get(_CALL))),
            heads=(band("Crew", len(widths), keeps=2), _crew_heads()),
        )
    for day in told.advance:
        name = f"Advance: day {day.number}, {day_text(day.date)}"
        yield Section(
            _SCENES, tuple(map(_scene, day.scenes)), heads=(band(name, len(_SCENES), keeps=1),)
        )


def _asked(asked: Mapping[str, Value]) -> Iterator[Line]:
    half = (len(ASKED) + 1) // 2
    for left, right in zip(ASKED[:half], [*ASKED[half:], ""], strict=False):
        yield Line((*_answer(left, asked), *_answer(right, asked)))


def _answer(label: str, asked: Mapping[str, Value]) -> tuple[Words, Words]:
    is_call = label == _CALL
    said = Words(words_of(asked.get(label)), bold=label in _TIMES, size=12 if is_call else 0)
    return Words(label, bold=True, colour="5F6B73"), said


def _scene(one: StripLine) -> Line:
    return Line(
        (
            Words(one.scene, bold=True),
            Words(one.int_ext),
            Words(one.set),
            Words(one.day_night),
            Words(eighths_text(one.eighths) if one.eighths is not None else "", align="center"),
            Words(", ".join(one.cast)),
            Words(one.location),
            Words(one.description),
        )
    )


def _sum(told: CallSheet) -> Line:
    scenes = f"{len(told.scenes)} scene{'' if len(told.scenes) == 1 else 's'}"
    pages = Words(eighths_text(told.eighths), bold=True, align="center")
    return Line((Words(scenes, bold=True, span=4), pages, Words("pages", span=3)), ruled=False)


def _part(one: CastCall, typed: Typed) -> Line:
    return Line(
        (
            Words(one.number, bold=True),
            Words(one.character, bold=True),
            Words(one.performer),
            Words(one.status.value if one.status else "", align="center"),
            *(Words(words_of(typed.cast.get((one.number, head)))) for head in CAST[4:]),
        )
    )


def _crew_heads() -> Line:
    half = heading(CREW[1:]).cells
    return Line((*half, Words(), *half), ruled=False)


def _crew(people: Sequence[CrewLine], typed: Typed, general: Value) -> Iterator[Line]:
    """Departments two by two, read across: a department never stands in both halves."""
    departments = [
        (name, list(those)) for name, those in groupby(people, key=lambda one: one.department)
    ]
    for at in range(0, len(departments), 2):
        left = _department(*departments[at], typed, general)
        right = (
            _department(*departments[at + 1], typed, general) if at + 1 < len(departments) else []
        )
        for row in range(max(len(left), len(right))):
            halves = [half[row] if row < len(half) else (Words(span=4),) for half in (left, right)]
            yield Line((*halves[0], Words(), *halves[1]), keeps=int(row == 0))


def _department(
    name: str, people: Sequence[CrewLine], typed: Typed, general: Value
) -> list[tuple[Words, ...]]:
    return [
        (Words(name or "Crew", bold=True, fill="EEF1F3", span=4),),
        *(
            (
                Words(one.position),
                Words(one.person),
                Words(words_of(typed.crew.get(one.person, general)), bold=True),
                Words(one.phone, size=7),
            )
            for one in people
        ),
    ]
