"""What a night is about to write, kept so that a night that was killed can be gone on with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Intention:
    """A button that is about to be pressed.

    ``workbooks`` and ``documents`` are the files that it writes, each with its digest before; an
    empty one says that there is no such file yet.
    """

    button: str
    sentence: str
    at: dt.datetime
    workbooks: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


class Intentions(Protocol):
    """The one intention of a production; it is there only while a button is pressed."""

    def meant(self) -> Intention | None:
        """What was meant and not ended; None: nothing was, as a rule."""
        ...

    def mean(self, intention: Intention) -> None:
        """Keep what is about to be written.

        Raises:
            WriteRefused: it cannot be kept; then nothing should be written.
        """
        ...

    def ended(self) -> None:
        """Forget it: it was done, and entered in the journal."""
        ...

    def backup(self, name: str, digest: str) -> str:
        """The backup that holds a file as it was when it had this digest; empty: there is none."""
        ...
