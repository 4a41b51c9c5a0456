"""People who may open the review service, what each may see and do, and how a token is known.

A token is 256 random bits, so a fast digest of it tells nothing that could be guessed; only that
digest is kept. Whoever reads the file of people cannot sign in with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final, Protocol

from addin.errors import AddinError

TOKEN_BYTES: Final = 32
LONGEST_NAME: Final = 80


class Role(StrEnum):
    """What a person may do: look, or decide too."""

    VIEWER = "viewer"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in until ``expires`` (None: until removed); times are UTC.

    ``productions`` are patterns of names that the person sees; none: all of them. ``digest`` is
    what is kept of the token.
    """

    name: str
    role: Role
    digest: str
    added: dt.datetime
    productions: tuple[str, ...] = ()
    expires: dt.datetime | None = None

    def may_sign_in(self, now: dt.datetime) -> bool:
        """Whether the token still holds."""
        return self.expires is None or now < self.expires

    def may_see(self, production: str) -> bool:
        """Whether a production is one of theirs, by its name; capitals do not matter."""
        name = production.casefold()
        return not self.productions or any(
            fnmatchcase(name, pattern.casefold()) for pattern in self.productions
        )


class PeopleUnusable(AddinError):
    """The people who may sign in cannot be read or kept; nobody was added or removed."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The people in {self.place} cannot be used: {self.reason}. Nobody was let in, and "
            "nothing was written."
        )


class People(Protocol):
    """The people of a studio. Everything raises ``PeopleUnusable`` where they cannot be kept."""

    def all(self) -> Sequence[Person]:
        """Everybody, in the order added; what another program changed meanwhile is seen."""
        ...

    def keep(self, person: Person) -> None:
        """Add a person, or replace the one of that name."""
        ...

    def remove(self, name: str) -> bool:
        """Forget a person; False where there is none of that name."""
        ...


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=32).hexdigest()


def person_with(people: Iterable[Person], token: str, now: dt.datetime) -> Person | None:
    """Whose token this is; everybody is compared, so that the time taken tells nothing."""
    given = digest_of(token.strip())
    found: Person | None = None
    for person in people:
        if hmac.compare_digest(person.digest, given) and person.may_sign_in(now):
            found = person
    return found
