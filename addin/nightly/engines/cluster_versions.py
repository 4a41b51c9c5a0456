"""What decides the results of a night on one machine: Tieout, Python, and what reads and computes.

Two machines on which this differs may tell different things of the same workbook, so they never
work on one night together.
"""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

import addin

DECISIVE: Final = (
    "openpyxl",
    "python-calamine",
    "charset-normalizer",
    "rapidfuzz",
    "ironcalc",
    "numpy",
    "icalendar",
    "recurring-ical-events",
    "jinja2",
    "fpdf2",
)
"""Packages whose version can be seen in results: they read files, compute, match or draw pages."""


@dataclass(frozen=True, slots=True)
class Build:
    """Tieout and what it stands on; ``code`` is a digest of Tieout's own sources.

    ``packages`` are names with their version, empty where one is not installed. ``python`` is
    without the patch level, which no result depends on.
    """

    tieout: str
    code: str
    python: str
    packages: tuple[tuple[str, str], ...]


def build() -> Build:
    """What is installed here, as this process sees it."""
    python = ".".join(platform.python_version_tuple()[:2])
    packages = tuple((name, _version(name)) for name in DECISIVE)
    return Build(addin.__version__, _digest_of_sources(), python, packages)


def differences(ours: Build, theirs: Build) -> tuple[str, ...]:
    """How another machine differs from this one, in half sentences; none: results are the same."""
    return tuple(_differences(ours, theirs))


def _differences(ours: Build, theirs: Build) -> Iterator[str]:
    if theirs.tieout != ours.tieout:
        yield f"Tieout {theirs.tieout} instead of {ours.tieout}"
    elif theirs.code != ours.code:
        yield f"Tieout {theirs.tieout} with other sources"
    if theirs.python != ours.python:
        yield f"Python {theirs.python} instead of {ours.python}"
    here = dict(ours.packages)
    for name, version in theirs.packages:
        wanted = here.get(name, "")
        if version != wanted:
            yield f"{name} {version or 'missing'} instead of {wanted or 'none'}"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@functools.cache
def _digest_of_sources() -> str:
    """Versions are the same throughout a development; sources are not."""
    top = Path(addin.__file__).parent
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(top.rglob("*.py"), key=lambda path: path.relative_to(top).as_posix()):
        digest.update(path.relative_to(top).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
