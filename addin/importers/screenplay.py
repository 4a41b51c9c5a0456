"""A screenplay as scenes: what a script tells a schedule, before anybody has broken it down.

Scene headings give INT or EXT, set and time of day; who speaks is in the scene. Everything else
(extras, props, who stands there in silence) is the breakdown's, and is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from addin.domain.stripboard import Category, Element, ShootingSchedule, Strip

_HEADING: Final = re.compile(
    r"\s*(?P<inside>INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I\s*/\s*E|E\s*/\s*I|INT|EXT|EST)"
    r"\b\.?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_INSIDE: Final = {"I/E": "INT/EXT", "E/I": "EXT/INT", "EST": "EXT"}
_LIGHT: Final = frozenset(
    """DAY NIGHT MORNING AFTERNOON EVENING DAWN DUSK SUNRISE SUNSET NOON MIDNIGHT TWILIGHT LATER
    CONTINUOUS SAME""".split()
)
_EXTENSION: Final = re.compile(r"\s*\([^)]*\)\s*")
_LONGEST_NAME: Final = 60


@dataclass(slots=True)
class Scene:
    """One scene as the script has it.

    ``tagged`` is what somebody marked in it: category, name, and the script's own word for it.
    """

    heading: str
    number: str = ""
    eighths: int = 0
    page: str = ""
    synopsis: str = ""
    speakers: list[str] = field(default_factory=list)
    tagged: list[tuple[Category, str, str]] = field(default_factory=list)


def parts(heading: str) -> tuple[str, str, str]:
    """INT or EXT, the set, the time of day; what a heading does not say is empty.

    >>> parts("INT. HOTEL METROPOLE - LOBBY - DAY")
    ('INT', 'HOTEL METROPOLE - LOBBY', 'DAY')
    """
    found = _HEADING.fullmatch(heading)
    if found is None:
        return "", heading.strip(), ""
    inside = re.sub(r"[\s.]", "", found["inside"].upper())
    place, dash, light = found["rest"].rpartition(" - ")
    words = re.sub(r"[^A-Z ]", " ", light.upper()).split()
    if not dash or not _LIGHT & set(words):
        place, light = found["rest"], ""
    return _INSIDE.get(inside, inside), place.strip(" -"), light.strip().upper()


def is_heading(line: str) -> bool:
    """Whether a line begins like a scene: ``INT``, ``EXT``, ``I/E``."""
    return _HEADING.fullmatch(line) is not None


def speaker(cue: str) -> str:
    """A character's name without what stands behind it: ``ANSELM (V.O.)`` is Anselm."""
    return _EXTENSION.sub(" ", cue).strip().removesuffix("^").strip().upper()[:_LONGEST_NAME]


def schedule(scenes: Iterable[Scene], title: str, source: str) -> ShootingSchedule:
    """The scenes as strips in script order, each with its elements.

    A scene without a number gets its place in the script.
    """
    elements: dict[str, Element] = {}
    strips: dict[str, Strip] = {}
    for at, scene in enumerate(scenes, 1):
        needed = tuple(_element(elements, *one) for one in _needs(scene))
        strips[str(at)] = Strip(
            str(at),
            scene=scene.number or str(at),
            eighths=scene.eighths,
            description=scene.synopsis,
            script_page=scene.page,
            elements=tuple(dict.fromkeys(needed)),
        )
    return ShootingSchedule(title, strips, elements, production=title, source=source)


def _needs(scene: Scene) -> Iterator[tuple[Category, str, str]]:
    inside, place, light = parts(scene.heading)
    told = ((Category.INT_EXT, inside), (Category.SET, place), (Category.DAY_NIGHT, light))
    yield from ((category, name, "") for category, name in told if name)
    yield from ((Category.CAST, name, "") for name in scene.speakers if name)
    yield from scene.tagged


def _element(elements: dict[str, Element], category: Category, name: str, called: str) -> str:
    key = f"{category.value}:{called}:{name.upper()}"
    if key not in elements:
        elements[key] = Element(
            key, name, category, category_name=called, in_dood=category is Category.CAST
        )
    return key
