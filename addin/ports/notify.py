"""How people are told: messages to addresses that nobody but the environment knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Reached(StrEnum):
    """How a delivery ended."""

    DELIVERED = "delivered"
    MISSING = "missing"  # the environment has no such variable
    UNUSABLE = "unusable"  # it holds no address of any service that is known
    REFUSED = "refused"  # the service answered that it will not take it
    UNREACHED = "unreached"  # no answer, or none that helps, after all tries


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. ``structured`` goes to webhooks too, as plain values of JSON.

    ``worst`` is 4 for trouble, 3 for errors, 2 warnings, 1 notes, 0 where all is well.
    """

    title: str
    text: str
    structured: Mapping[str, object] = field(default_factory=dict)
    worst: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message and the name of the environment variable that holds its address."""

    to: str
    message: Message


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a parcel fared; ``status`` is the number that the service answered, empty if none."""

    to: str
    reached: Reached
    tries: int = 0
    status: str = ""

    @property
    def reason(self) -> str:
        """Why it was not delivered, in a sentence that holds no address; empty if it was."""
        answered = f" (it answered {self.status})" if self.status else ""
        return {
            Reached.DELIVERED: "",
            Reached.MISSING: f"there is no environment variable {self.to}",
            Reached.UNUSABLE: f"what {self.to} holds is the address of no service that is known",
            Reached.REFUSED: f"the service that {self.to} names refused it{answered}",
            Reached.UNREACHED: f"the service that {self.to} names was not reached{answered}",
        }[self.reached]


class Notifier(Protocol):
    """Delivers messages. Nothing is raised for an address: it is said in the delivery."""

    def deliver(self, parcels: Sequence[Parcel]) -> tuple[Delivery, ...]:
        """Deliver all, several at a time; a delivery for each, in their order."""
        ...

    def ready(self, to: str) -> Delivery:
        """Whether there is an address that could be used, without sending anything."""
        ...
