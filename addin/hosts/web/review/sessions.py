"""Who is signed in: sessions in memory, known by random cookies, ended by time, by hand, by IT."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from addin.ports.people import People, Person

_BYTES: Final = 32
_IDLE: Final = dt.timedelta(hours=4)
_LONGEST: Final = dt.timedelta(hours=12)
_DEVICE: Final = dt.timedelta(days=90)
_MOST: Final = 2000
_MOST_EACH: Final = 20

Clock = Callable[[], dt.datetime]
"""The time in UTC."""


@dataclass(slots=True)
class Session:
    """One browser in which somebody is signed in.

    ``form`` is the secret that this session's forms carry; ``said`` what the next page tells.
    """

    person: Person
    begun: dt.datetime
    used: dt.datetime
    form: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    said: list[tuple[bool, str]] = field(default_factory=list)

    def has_form(self, given: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(given.encode(), self.form.encode())


class Sessions:
    """Every session, and the devices that have had one; both are forgotten when the server stops.

    Who was removed, renewed, or given another role is no longer who the session was made for: the
    people are asked at each request, so it ends at once.
    """

    def __init__(self, people: People, clock: Clock) -> None:
        self._people = people
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._devices: OrderedDict[str, dt.datetime] = OrderedDict()

    def begin(self, person: Person) -> str:
        """A new session; gives the secret of its cookie, which is never one that was there."""
        now = self._clock()
        self._tidy(now)
        mine = [key for key, one in self._sessions.items() if one.person.name == person.name]
        for key in mine[: max(0, len(mine) - _MOST_EACH + 1)]:
            del self._sessions[key]
        secret = secrets.token_urlsafe(_BYTES)
        self._sessions[_digest(secret)] = Session(person, now, now)
        while len(self._sessions) > _MOST:
            self._sessions.popitem(last=False)
        return secret

    def of(self, secret: str) -> Session | None:
        """The session of a cookie; None where it is over, or never was.

        Raises:
            PeopleUnusable: who may be signed in cannot be read.
        """
        key = _digest(secret)
        session = self._sessions.get(key)
        if session is None:
            return None
        now = self._clock()
        if _is_over(session, now) or not self._holds(session, now):
            del self._sessions[key]
            return None
        session.used = now
        self._sessions.move_to_end(key)
        return session

    def end(self, secret: str) -> None:
        """Sign out."""
        self._sessions.pop(_digest(secret), None)

    def new_device(self) -> str:
        """The secret of a browser in which somebody has signed in."""
        secret = secrets.token_urlsafe(_BYTES)
        self._devices[_digest(secret)] = self._clock()
        while len(self._devices) > _MOST:
            self._devices.popitem(last=False)
        return secret

    def device(self, secret: str) -> str:
        """What a known browser is called by the throttle; empty: it is not known."""
        key = _digest(secret)
        since = self._devices.get(key)
        return key if since is not None and self._clock() - since < _DEVICE else ""

    def _holds(self, session: Session, now: dt.datetime) -> bool:
        return any(one == session.person and one.may_sign_in(now) for one in self._people.all())

    def _tidy(self, now: dt.datetime) -> None:
        for key in [key for key, one in self._sessions.items() if _is_over(one, now)]:
            del self._sessions[key]


def _is_over(session: Session, now: dt.datetime) -> bool:
    return now - session.used > _IDLE or now - session.begun > _LONGEST


def _digest(secret: str) -> str:
    return hashlib.blake2b(secret.encode("utf-8", "replace"), digest_size=32).hexdigest()
