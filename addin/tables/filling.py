"""What is typed into a template: lines by sheet, and cells that have a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from addin.tables.table import Value

Row = Mapping[str, Value]
"""Heading → what is typed; text that begins with ``=`` is a formula."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What is typed into a template: lines by sheet, and named cells by name.

    ``comments`` are typed beside the account rows: sheet → account → heading → text.
    """

    production: str = ""
    lines: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    cells: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
