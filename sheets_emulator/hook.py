"""How a request passes through the emulator, and where quota, tokens, faults and people come in.

Every call that is not of the admin side passes each hook's `before`, in the order of
`service.HOOKS`; the first one that answers ends it there and nothing is applied. Else it is
applied, and the answer passes each hook's `after` in the opposite order. All of it happens under
one lock; `Answer.delay` is waited for after the lock was given back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

Json = Any
"""Whatever `json.loads` gives."""


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """One call as it came in.

    Attributes:
        method: `GET`, `POST`, ...
        path: as sent, still percent-encoded, without the query.
        query: each parameter with all its values.
        headers: names in lower case.
        body: the bytes.
        number: counts the calls since the last reset, from 1.

    """

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    number: int = 0

    @property
    def endpoint(self) -> str:
        """Method and path, for patterns: `POST /v4/spreadsheets/1abc:batchUpdate`."""
        return f"{self.method} {self.path}"


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What goes back.

    Attributes:
        status: the HTTP status.
        body: JSON to be sent, a text (an export), bytes, or None for no content.
        headers: more of them, such as `Retry-After`.
        delay: seconds to wait before sending it.
        cut: the connection is closed after this many bytes of the answer (0: before its status
            line); None sends it all.

    """

    status: int = 200
    body: Json | str | bytes | None = None
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    delay: float = 0.0
    cut: int | None = None


Route = Callable[[Json], Json]
"""Answers `POST /__admin/<name>` with its body ({} when none was sent); raises ApiError."""


class Hook:
    """Takes hold of requests; this one lets all pass. Modules have `install(service) -> Hook`."""

    def routes(self) -> Mapping[str, Route]:
        """The admin routes that it serves, by name."""
        return {}

    def reset(self) -> None:
        """Back to how it was at the start."""

    def before(self, request: Request) -> Answer | None:
        """An answer in place of the service's, or None to let the request pass."""
        del request
        return None

    def after(self, request: Request, answer: Answer) -> Answer:
        """The answer to be sent in place of `answer`."""
        del request
        return answer
