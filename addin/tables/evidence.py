"""What is known of a table before its role is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from addin.tables.profile import Profile
from addin.tables.table import Sheet


@dataclass(frozen=True, slots=True)
class Evidence:
    """Headings, values and names."""

    headings: Mapping[int, str]
    profiles: Mapping[int, Profile]
    sheet: Sheet
    rows: Sequence[int]  # a sample of its records
    names: tuple[str, str, str]  # of the sheet, the title, and the workbook
    is_list_object: bool = False  # Excel itself calls it a table
    leaves: Mapping[int, str] = field(default_factory=dict)  # headings without names of groups
