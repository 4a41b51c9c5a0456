"""The contracts that came with the package: inside it when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

import addin
from addin.errors import FileMissing


def pack_texts(pack: str) -> dict[str, str]:
    """The texts of a template pack: path from its folder, with ``/`` → content.

    Raises:
        FileMissing: this installation has no such pack.
    """
    package = Path(addin.__file__).parent
    for folder in (package / "_templates" / pack, package.parent / "workbook_templates" / pack):
        if folder.is_dir():
            return {
                path.relative_to(folder).as_posix(): path.read_text("utf-8")
                for path in sorted(folder.rglob("*"))
                if path.suffix in {".toml", ".csv"}
            }
    raise FileMissing(f"the template pack '{pack}'")
