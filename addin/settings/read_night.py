"""Read how the night of a production goes: the [night] of its settings, or of a manifest."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from addin.settings.lines import Path
from addin.settings.reader import Reader
from addin.settings.studio import NightSettings, StepName, Writes

E = TypeVar("E", bound=StrEnum)

NIGHT: Final = ("steps", "write", "drop", "minutes", "memory_mb", "tries")


def night_settings(reader: Reader) -> NightSettings:
    """The ``[night]`` of a manifest or of a production."""
    raw = reader.section("night", NIGHT)
    steps = _members(reader, StepName, ("night", "steps"), raw, "step")
    return NightSettings(
        steps=None if steps is None else tuple(step for step in StepName if step in steps),
        write=_written(reader, raw),
        drop=_drop(reader, raw),
        minutes=_minutes(reader, raw.get("minutes")),
        memory_mb=_whole(reader, "memory_mb", raw),
        tries=_whole(reader, "tries", raw),
    )


def _written(reader: Reader, raw: dict[str, Any]) -> frozenset[Writes] | None:
    found = _members(reader, Writes, ("night", "write"), raw, "permission to write")
    return None if found is None else frozenset(found)


def _drop(reader: Reader, raw: dict[str, Any]) -> tuple[str, ...] | None:
    if "drop" not in raw:
        return None
    found = reader.texts(("night", "drop"), raw["drop"])
    for each in found:
        parts = re.split(r"[\\/]", each)
        if ".." in parts or not each.strip():
            reader.wrong(("night", "drop"), f"'{each}' does not lie in the production's folder")
    return found


def _members(
    reader: Reader, kind: type[E], where: Path, raw: dict[str, Any], called: str
) -> tuple[E, ...] | None:
    value = raw.get(str(where[-1]))
    if value is None:
        return None
    among = tuple(member.value for member in kind)
    found = (reader.choice(where, each, among, called) for each in reader.texts(where, value))
    return tuple(kind(each) for each in found if each)


def _minutes(reader: Reader, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0:
        return float(value)
    reader.wrong(("night", "minutes"), "minutes is a number of zero or more, as 2.5; 0 is no limit")
    return None


def _whole(reader: Reader, name: str, raw: dict[str, Any]) -> int | None:
    return None if name not in raw else reader.whole(("night", name), raw[name])
