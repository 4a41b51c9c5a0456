"""Who is told what: what an alert needs to know of its settings, and what it chooses by them."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Protocol

from addin.domain.night import ProductionNight


class Rule(Protocol):
    """One alert of a manifest, as ``settings.studio.AlertSettings`` has it.

    Patterns choose: productions by name or folder, findings by code, workbook and sheet; none
    chooses all. ``least`` is the lowest severity, ``tell`` is changed, worse or always; ``money``:
    the estimated final cost and the variance of a production are told too.
    """

    @property
    def name(self) -> str:
        """How the alert is called."""
        ...

    @property
    def tell(self) -> str:
        """When it is sent."""
        ...

    @property
    def least(self) -> int:
        """The lowest severity it tells."""
        ...

    @property
    def productions(self) -> Sequence[str]:
        """Patterns of productions."""
        ...

    @property
    def codes(self) -> Sequence[str]:
        """Patterns of codes."""
        ...

    @property
    def workbooks(self) -> Sequence[str]:
        """Patterns of workbooks."""
        ...

    @property
    def sheets(self) -> Sequence[str]:
        """Patterns of sheets."""
        ...

    @property
    def money(self) -> bool:
        """Whether totals of money are told."""
        ...


def chooses_production(rule: Rule, night: ProductionNight) -> bool:
    """Whether the alert is about this production."""
    names = (night.production, PurePath(night.folder).name)
    return not rule.productions or any(_fits(name, rule.productions) for name in names)


def chooses(rule: Rule, code: str, severity: int, workbook: str, sheet: str) -> bool:
    """Whether the alert is about such a finding."""
    return (
        severity >= rule.least
        and _fits(code, rule.codes)
        and _fits(workbook, rule.workbooks)
        and _fits(sheet, rule.sheets)
    )


def takes_all(rule: Rule) -> bool:
    """Whether the alert is about a production as a whole, not a part of its findings."""
    return not (rule.codes or rule.workbooks or rule.sheets)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(
        fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns
    )
