"""What a doctor finds: one line for each thing it looked at, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Args:
        host: for which spreadsheet program.
        state: how it stands; a note is nothing wrong, but worth knowing.
        says: what was found, in a sentence.
        advice: what to do next; never empty for a problem.
    """

    host: str
    state: State
    says: str
    advice: str = ""
