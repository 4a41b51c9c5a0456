"""Who is signed in: sessions known by random cookies, ended by time, by hand, by IT.

They outlive the server: what is kept of them can let nobody in (see ``KeptSession``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from addin.ports.people import People, Person
from addin.ports.sessions import KeptSession

_BYTES: Final = 32
_IDLE: Final = dt.timedelta(hours=4)
_LONGEST: Final = dt.timedelta(hours=12)
_DEVICE: Final = dt.timedelta(days=90)
_MOST: Final = 2000
_MOST_EACH: Final = 20
_NOTED: Final = dt.timedelta(minutes=1)
"""What is kept of a session's use is no older than that."""
_AHEAD: Final = dt.timedelta(minutes=5)

Clock = Callable[[], dt.datetime]
"""The time in UTC."""


@dataclass(slots=True)
class Session:
    """One browser in which somebody is signed in.

    ``form`` is the secret that this session's forms carry: of one from before the server began it
    is known when its cookie is. ``said`` is what the next page tells, ``noted`` which use of it is
    kept.
    """

    person: Person
    begun: dt.datetime
    used: dt.datetime
    form: str = ""
    said: list[tuple[bool, str]] = field(default_factory=list)
    noted: dt.datetime | None = None

    def has_form(self, given: str) -> bool:
        """Whether a form was made for this session."""
        return bool(self.form) and hmac.compare_digest(given.encode(), self.form.encode())


class Sessions:
    """Every session, and the devices that have had one; those are forgotten when the server stops.

    Who was removed, renewed, or given another role is no longer who the session was made for: the
    people are asked at each request, so it ends at once.
    """

    def __init__(self, people: People, clock: Clock) -> None:
        self._people = people
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._devices: OrderedDict[str, dt.datetime] = OrderedDict()
        self._over: set[str] = set()  # that are still kept

    def restore(self, kept: Iterable[KeptSession]) -> None:
        """Take up what was kept when the server stopped; what no longer holds is over.

        Raises:
            PeopleUnusable: who may be signed in cannot be read.
        """
        now = self._clock()
        people = {one.name: one for one in self._people.all()}
        for one in kept:
            person = people.get(one.person)
            holds = (
                person is not None
                and hmac.compare_digest(one.proof, _proof(person, one.digest, one.begun, one.used))
                and one.begun <= now + _AHEAD
            )
            if person is None or not holds:
                self._over.add(one.digest)
                continue
            found = Session(person, one.begun, one.used, noted=one.used)
            if _is_over(found, now) or not person.may_sign_in(now):
                self._over.add(one.digest)
            else:
                self._sessions.setdefault(one.digest, found)

    def to_keep(self) -> tuple[tuple[KeptSession, ...], tuple[str, ...]]:
        """What is to be kept since it last was, and whose digests are to be forgotten."""
        kept = tuple(
            KeptSession(
                key,
                one.person.name,
                _proof(one.person, key, one.begun, one.used),
                one.begun,
                one.used,
            )
            for key, one in self._sessions.items()
            if one.noted is None or one.used - one.noted >= _NOTED
        )
        return kept, tuple(sorted(self._over))

    def was_kept(self, kept: Iterable[KeptSession], over: Iterable[str]) -> None:
        """This much is kept now."""
        for one in kept:
            if one.digest in self._sessions:
                self._sessions[one.digest].noted = one.used
        self._over.difference_update(over)

    def begin(self, person: Person) -> str:
        """A new session; gives the secret of its cookie, which is never one that was there."""
        now = self._clock()
        self._tidy(now)
        mine = [key for key, one in self._sessions.items() if one.person.name == person.name]
        for key in mine[: max(0, len(mine) - _MOST_EACH + 1)]:
            self._end(key)
        secret = secrets.token_urlsafe(_BYTES)
        self._sessions[_digest(secret)] = Session(person, now, now, _form(secret))
        while len(self._sessions) > _MOST:
            self._end(next(iter(self._sessions)))
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
            self._end(key)
            return None
        session.used = now
        session.form = session.form or _form(secret)
        self._sessions.move_to_end(key)
        return session

    def end(self, secret: str) -> None:
        """Sign out."""
        self._end(_digest(secret))

    def _end(self, key: str) -> None:
        if self._sessions.pop(key, None) is not None:
            self._over.add(key)

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
            self._end(key)


def _is_over(session: Session, now: dt.datetime) -> bool:
    return now - session.used > _IDLE or now - session.begun > _LONGEST


def _form(secret: str) -> str:
    """What a session's forms carry: it tells nothing of the cookie that it is made from."""
    return hmac.new(secret.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


def _proof(person: Person, digest: str, begun: dt.datetime, used: dt.datetime) -> str:
    """That a session was begun and used by this person, as they are now, at those moments."""
    expires = person.expires.isoformat() if person.expires else ""
    times = [moment.astimezone(dt.UTC).isoformat() for moment in (begun, used)]
    about = [digest, *times, person.name, str(person.role)]
    about += [person.added.isoformat(), expires, *person.productions]
    told = "\x1f".join(about).encode("utf-8", "replace")
    return hmac.new(person.digest.encode(), told, hashlib.sha256).hexdigest()


def _digest(secret: str) -> str:
    return hashlib.blake2b(secret.encode("utf-8", "replace"), digest_size=32).hexdigest()
