"""A call sheet as it was issued: what stands on the sheet, whatever the schedule says by now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from addin.domain.clock import When
from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class CalledScene:
    """One scene on a call sheet; ``eighths`` is None where its pages cannot be read."""

    scene: str
    source: Source = NOWHERE
    set: str = ""
    eighths: int | None = None
    cast: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True)
class CalledPart:
    """One part called; ``status`` as the sheet writes it, ``call`` the first time it is asked."""

    number: str
    source: Source = NOWHERE
    character: str = ""
    performer: str = ""
    status: str = ""
    call: When | None = None


@dataclass(frozen=True, slots=True)
class CalledPerson:
    """One person of the crew, and when the person is called."""

    person: str
    source: Source = NOWHERE
    position: str = ""
    call: When | None = None


@dataclass(frozen=True, slots=True)
class IssuedCallSheet:
    """The call sheet of one day; ``number`` is the shoot day's. The source is its date's cell."""

    source: Source
    date: dt.date | None = None
    number: int | None = None
    general: When | None = None
    scenes: tuple[CalledScene, ...] = ()
    cast: tuple[CalledPart, ...] = ()
    crew: tuple[CalledPerson, ...] = ()
