"""The workers of a cluster that may work on a night, and those that may not, with the reason."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from addin.errors import NightRefused
from addin.nightly.engines.cluster_link import Link
from addin.nightly.engines.cluster_places import Glimpse, glimpse, spread, strange
from addin.nightly.engines.cluster_versions import Build, build, differences
from addin.nightly.engines.cluster_worker import Witness, blind, witness
from addin.nightly.orders import Task
from addin.settings.cluster import UNSAID_CLUSTER, ClusterSettings

_log = logging.getLogger(__name__)
_IN_A_FILE: Final = "sqlite"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker must be: our build, our view of some productions, these variables set."""

    build: Build
    glimpses: tuple[Glimpse, ...]
    variables: tuple[str, ...] = ()
    writes: bool = True
    cluster: ClusterSettings = UNSAID_CLUSTER
    history: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """The productions that are compared."""
        return tuple(one.folder for one in self.glimpses)

    def now(self) -> Wanted:
        """The same, with the folders as they are now: somebody may have saved one."""
        return replace(self, glimpses=tuple(map(glimpse, self.folders)))


def away(task: Task) -> Task:
    """A production as a worker is to be told of it: it has another current folder."""
    return replace(task, folder=str(Path(task.folder).absolute()))


def wanted(tasks: Sequence[Task], cluster: ClusterSettings = UNSAID_CLUSTER) -> Wanted:
    """What a worker must be for these."""
    history = tasks[0].orders.history if tasks else ""
    return Wanted(
        build=build(),
        glimpses=tuple(map(glimpse, spread([away(task).folder for task in tasks]))),
        variables=(history.removeprefix("env:"),) if history.startswith("env:") else (),
        writes=bool(tasks) and not tasks[0].orders.is_dry,
        cluster=cluster,
        history=history,
    )


def judged(answer: object, wanted: Wanted) -> str:
    """Why a worker may not work on the night, in half sentences; empty: it may."""
    if isinstance(answer, (ImportError, AttributeError, TypeError)):
        return f"cannot load this Tieout ({type(answer).__name__}: {answer})"
    if isinstance(answer, BaseException):
        return f"cannot say what it is ({type(answer).__name__}: {answer})"
    if not isinstance(answer, Witness):
        return "does not say what it is"
    reasons = [
        *differences(wanted.build, answer.build),
        *filter(None, [answer.trouble]),
        *strange(wanted.glimpses, answer.glimpses, writes=wanted.writes),
        *(f"lacks the variable {name}" for name in answer.unset),
        *_out_of_reach(answer, wanted.history),
    ]
    return ", ".join(reasons)


def _out_of_reach(answer: Witness, history: str) -> Iterator[str]:
    if answer.is_elsewhere and history.startswith(_IN_A_FILE):
        yield (
            "finds the folders elsewhere, and the history that all share is a file: keep it in "
            "PostgreSQL"
        )


@dataclass(slots=True)
class Fleet:
    """Who works on a night. ``threads`` are the productions that each takes at once."""

    link: Link
    wanted: Wanted
    threads: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    avoided: dict[str, str] = field(default_factory=dict)

    def muster(self, *, strict: bool = True) -> None:
        """Look at everybody before the first production.

        Raises:
            NightRefused: nobody is there or fit; if ``strict``, also where anybody is not fit.
        """
        self.look()
        if not self.threads and not self.avoided:
            raise NightRefused(
                "The scheduler has no workers. Nothing was started. Start some, or run the night "
                "on this machine alone with --engine local:2."
            )
        if self.avoided and (strict or not self.threads):
            reasons = "; ".join(f"{worker} {why}" for worker, why in sorted(self.avoided.items()))
            raise NightRefused(
                f"Not every worker would give the same results as this machine: {reasons}. "
                "Nothing was started. Bring them up to date or stop them, and run again."
            )

    @property
    def google_share(self) -> float:
        """What each machine may take of an account's rate: machines that share one, divide it."""
        machines = len({self.hosts.get(worker, worker) for worker in self.threads})
        return 1 / max(1, math.ceil(machines / self.wanted.cluster.google_accounts))

    def blind(self, folders: Sequence[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
        """By worker, fit or not: the productions that it cannot work on, each with the reason."""
        cluster, workers = self.wanted.cluster, (*self.threads, *self.avoided)
        answers = self.link.ask(blind, tuple(folders), cluster, workers=workers)
        return {worker: found for worker, found in answers.items() if isinstance(found, tuple)}

    def look(self) -> frozenset[str]:
        """See who came and who went; the workers that are gone.

        Raises:
            LinkLost: the scheduler is gone.
        """
        there = self.link.workers()
        gone = frozenset(self.threads.keys() - there.keys())
        for worker in gone:
            del self.threads[worker]
        for worker in self.avoided.keys() - there.keys():
            del self.avoided[worker]
        new = sorted(there.keys() - self.threads.keys() - self.avoided.keys())
        if new:
            self._admit(new, there)
        return gone

    def _admit(self, new: Sequence[str], there: Mapping[str, int]) -> None:
        answers = self._answers(new)
        if any(judged(answers[each], self.wanted) for each in new if each in answers):
            # Somebody may have saved a workbook between our look and theirs: look again, once.
            self.wanted = self.wanted.now()
            answers = self._answers(new)
        for worker in new:
            if worker not in answers:
                continue  # gone again already
            answer = answers[worker]
            reason = judged(answer, self.wanted)
            if isinstance(answer, OSError):
                continue  # it went while it was asked; it may be back at the next look
            if reason:
                self.avoided[worker] = reason
                _log.warning("the worker %s is given no production: it %s", worker, reason)
            else:
                self.threads[worker] = max(1, there[worker])
                self.names[worker] = f"{answer.host}:{answer.pid}"
                self.hosts[worker] = answer.host

    def _answers(self, workers: Sequence[str]) -> Mapping[str, Any]:
        wanted = self.wanted
        asked = (wanted.folders, wanted.variables, wanted.cluster)
        return self.link.ask(witness, *asked, workers=workers)
