"""A scheduler for tests, without processes: it does what it is told, when it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from addin.nightly.engines.cluster_link import LinkLost, WorkerGone


@dataclass(slots=True, eq=False)
class Handed:
    """Something that a worker was given."""

    arguments: tuple[Any, ...]
    options: dict[str, Any]
    worker: str
    done: Callable[[Any], None]
    came: Any = None


@dataclass(slots=True)
class FakeLink:
    """Workers with what they answer when they are asked; what was handed to whom."""

    threads: dict[str, int] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    is_lost: bool = False

    def workers(self) -> Mapping[str, int]:
        """The workers that are there."""
        self._alive()
        return dict(self.threads)

    def ask(
        self, what: Callable[..., Any], *arguments: object, workers: Sequence[str]
    ) -> Mapping[str, Any]:
        """What the workers answer; a function is called there and then."""
        self._alive()
        self.asked.append(tuple(workers))
        found = {}
        for each in workers:
            if each in self.threads and each in self.answers:
                answer = self.answers[each]
                found[each] = answer(what, *arguments) if callable(answer) else answer
        return found

    def hand(
        self,
        what: Callable[..., Any],
        *arguments: object,
        worker: str,
        key: str,
        done: Callable[[Any], None],
        **options: object,
    ) -> Handed:
        """Keep what was handed out."""
        del what, key
        self._alive()
        one = Handed(arguments, dict(options), worker, done)
        self.handed.append(one)
        return one

    def fetched(self, handed: Handed) -> Any:
        """What came of it; an exception is raised."""
        self._alive()
        if isinstance(handed.came, BaseException):
            raise handed.came
        return handed.came

    def drop(self, handed: Handed) -> None:
        """No longer wanted."""
        handed.came = WorkerGone()

    def land(self, handed: Handed, came: object) -> None:
        """Something comes back."""
        handed.came = came
        handed.done(handed)

    def _alive(self) -> None:
        if self.is_lost:
            raise LinkLost
