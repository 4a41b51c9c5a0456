"""A driver in a process of its own: given one job after another, ended when it takes too long."""

from __future__ import annotations

import json
import select
import subprocess
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import IO, Any, Self


class Child:
    """A process that answers a line of JSON with a line of JSON; started anew after it died."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = list(command), dict(environment)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def answer(self, job: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """What the driver says to a job; ``error`` is set when it died or took too long."""
        jobs, answers = self._started()
        try:
            jobs.write(json.dumps(job) + "\n")
            jobs.flush()
        except BrokenPipeError:
            self._end()
            return {"error": "it ended"}
        ready, _, _ = select.select([answers], [], [], seconds)
        line = answers.readline() if ready else ""
        if not line:
            self._end()
            return {"error": "it crashed" if ready else f"longer than {seconds:.0f} s"}
        found: dict[str, Any] = json.loads(line)
        return found

    def _started(self) -> tuple[IO[str], IO[str]]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        jobs, answers = self._process.stdin, self._process.stdout
        if jobs is None or answers is None:
            raise BrokenPipeError
        return jobs, answers

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process = None
