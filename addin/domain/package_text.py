"""Texts that come with the program: rates, hours, holidays, words, each with its source."""

from __future__ import annotations


def package_text(package: str, *path: str) -> str:
    """A text file that lies beside the modules of a package.

    >>> package_text("addin.domain", "unit_hours.toml")[0]
    '#'
    """
    # imported here: with it comes what unpacks archives, and most formulas read no file
    from importlib.resources import files  # noqa: PLC0415

    return files(package).joinpath(*path).read_text(encoding="utf-8")
