"""Where the people of a studio are kept: in the manifest's own folder, beside the nights."""

from __future__ import annotations

from pathlib import Path

from addin.adapters.people_file import PeopleFile
from addin.ports.people import People
from addin.wiring import STATE_FOLDER


def people(home: Path) -> People:
    """The people who may open the review service of the studio whose manifest lies in ``home``."""
    return PeopleFile(home / STATE_FOLDER)
