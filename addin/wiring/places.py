"""Where a production is, what it is called, and its settings."""

from __future__ import annotations

from pathlib import Path

from addin.adapters.documents import read_text
from addin.errors import FileMissing
from addin.settings.model import FILE_NAME, Settings
from addin.settings.read import settings as settings_in

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""How names of files end that are opened as workbooks."""


def folder_of(place: Path) -> Path:
    """The production's folder: the place itself, or the folder a file stands in.

    Raises:
        FileMissing: neither exists.
    """
    if place.is_dir():
        return place
    if place.exists():
        return place.parent
    raise FileMissing(str(place))


def production_name(place: Path) -> str:
    """What to call a production that has no name in its settings."""
    folder = folder_of(place).resolve()
    return folder.name if place.is_dir() else place.stem


def settings_of(place: Path) -> Settings:
    """The settings beside the workbooks, or the defaults.

    Raises:
        SettingsError: the file has mistakes.
    """
    path = folder_of(place) / FILE_NAME
    return settings_in(read_text(path), str(path)) if path.exists() else Settings()
