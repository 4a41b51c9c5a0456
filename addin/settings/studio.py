"""The settings of a studio: which productions a night runs over, how, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from addin.findings import Severity
from addin.settings.cluster import UNSAID_CLUSTER, ClusterSettings
from addin.settings.reports import NO_REPORTS, Form, ReportSettings


class StepName(StrEnum):
    """The steps of a night, in their order."""

    IMPORT = "import"  # what lies in the drop folders
    RECALCULATE = "recalculate"  # formulas whose file shows an old number, or none
    VALIDATE = "validate"
    RECONCILE = "reconcile"
    REFRESH = "refresh"  # the cost report
    SYNC = "sync"
    PUBLISH = "publish"  # the cost report as a page beside its workbook


EVERY_STEP: Final = tuple(StepName)


class Writes(StrEnum):
    """What a night may write into the workbooks of a production; without: it only says it."""

    IMPORTS = "imports"
    NUMBERS = "numbers"  # fresh values of formulas
    FINDINGS = "findings"  # the findings sheet
    RECONCILIATION = "reconciliation"  # the statements' sheet
    COST_REPORT = "cost report"
    PAGES = "pages"  # published beside the workbook


class Tell(StrEnum):
    """When an alert is sent."""

    CHANGED = "changed"  # something is new, resolved, or failed otherwise than before
    WORSE = "worse"  # something is new, or failed
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class NightSettings:
    """How the night of a production goes; None: as the manifest says, else the default.

    ``drop`` are folders, from the production's own, whose files are imported. ``minutes`` and
    ``memory_mb`` end a production that needs more; 0 is no limit. ``tries`` is how often a step is
    tried whose trouble may pass by itself.
    """

    steps: tuple[StepName, ...] | None = None
    write: frozenset[Writes] | None = None
    drop: tuple[str, ...] | None = None
    minutes: float | None = None
    memory_mb: int | None = None
    tries: int | None = None

    def over(self, other: NightSettings) -> NightSettings:
        """These, and where they say nothing, the others."""
        return NightSettings(
            steps=other.steps if self.steps is None else self.steps,
            write=other.write if self.write is None else self.write,
            drop=other.drop if self.drop is None else self.drop,
            minutes=other.minutes if self.minutes is None else self.minutes,
            memory_mb=other.memory_mb if self.memory_mb is None else self.memory_mb,
            tries=other.tries if self.tries is None else self.tries,
        )


UNSAID: Final = NightSettings()
USUAL_NIGHT: Final = NightSettings(EVERY_STEP, frozenset(), ("Inbox",), 10.0, 2048, 3)


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """Who is told what. ``to`` are names of environment variables that hold the addresses.

    The patterns choose: productions by name, findings by code, workbook and sheet; none: all.
    ``money``: a production's estimated final cost and variance are told too; no other amount ever.
    """

    name: str
    to: tuple[str, ...]
    tell: Tell = Tell.CHANGED
    least: Severity = Severity.ERROR
    productions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    workbooks: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    money: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class StudioSettings:
    """A manifest: ``productions`` and ``include`` are patterns from its own folder.

    ``state`` is where the nights are kept: empty for the manifest's own folder, else ``env:NAME``
    (the variable holds a database address) or an address without a password. ``engine`` is
    ``in-process``, ``local:4`` or the address of a scheduler.
    """

    productions: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    name: str = ""
    state: str = ""
    shared_history: bool = False  # productions keep their history in ``state`` too
    pages: str = ""  # folder of the pages; empty: none but with --pages
    keep_days: int = 400
    engine: str = ""
    night: NightSettings = UNSAID
    alerts: tuple[AlertSettings, ...] = ()
    reports: ReportSettings = NO_REPORTS
    link: str = ""  # where people find the pages: https://…, for alerts
    cluster: ClusterSettings = UNSAID_CLUSTER

    def pages_of(self, wanted: frozenset[Form]) -> bool:
        """Whether there are pages of these: ``pages`` asks for all, ``[reports]`` for some."""
        return bool(self.pages) or Form.PAGE in wanted
