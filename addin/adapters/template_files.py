"""The contracts that came with the package: inside it when installed, beside it in a checkout."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import addin
from addin.errors import FileMissing


def pack_texts(pack: str) -> dict[str, str]:
    """The texts of a template pack: path from its folder, with ``/`` → content.

    Raises:
        FileMissing: this installation has no such pack.
    """
    for root in _roots():
        folder = root / pack
        if folder.is_dir():
            return {
                path.relative_to(folder).as_posix(): path.read_text("utf-8")
                for path in sorted(folder.rglob("*"))
                if path.suffix in {".toml", ".csv"}
            }
    raise FileMissing(f"the template pack '{pack}'")


def pack_names() -> tuple[str, ...]:
    """The packs of this installation, in the order that they say.

    Raises:
        FileMissing: this installation has no templates.
    """
    for root in _roots():
        found = sorted(root.glob("*/pack.toml"), key=lambda path: (_order(path), path.parent.name))
        if found:
            return tuple(path.parent.name for path in found)
    raise FileMissing("the template packs")


def _order(path: Path) -> int:
    order = tomllib.loads(path.read_text("utf-8")).get("order", 99)
    return order if isinstance(order, int) else 99


def _roots() -> Iterator[Path]:
    package = Path(addin.__file__).parent
    yield package / "_templates"
    yield package.parent / "workbook_templates"
