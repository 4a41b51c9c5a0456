"""The drop folders of a production, and what a night does with a file in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from addin import wiring
from addin.errors import AddinError
from addin.settings.studio import USUAL_NIGHT, NightSettings, StepName, Writes


@dataclass(frozen=True, slots=True)
class Drops:
    """``folders`` to drop into; ``then`` says what becomes of a file there."""

    folders: tuple[str, ...] = ()
    then: str = ""


def drops_of(folder: Path, usual: NightSettings) -> Drops:
    """What its settings say, else the studio's; none where they cannot be read."""
    try:
        said = wiring.settings_of(folder).night.over(usual).over(USUAL_NIGHT)
    except AddinError:
        return Drops()
    return Drops(said.drop or (), _then(said))


def _then(night: NightSettings) -> str:
    if StepName.IMPORT not in (night.steps or ()):
        return "nights import nothing here, so it stays there until a person does"
    if Writes.IMPORTS not in (night.write or ()):
        return "the next night says what it would import, as it may not write into workbooks here"
    return "the next night imports it"
