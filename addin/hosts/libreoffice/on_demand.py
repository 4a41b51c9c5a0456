"""The extension for a LibreOffice that we start ourselves; the functions are loaded when it is."""

from __future__ import annotations

from pathlib import Path


def add_in(folder: Path) -> None:
    """Put the extension into a folder (see ``build.unpack``)."""
    from addin.hosts.libreoffice.build import unpack  # noqa: PLC0415 - loads every function

    unpack(folder)
