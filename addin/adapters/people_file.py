"""The people of a studio in one file, readable by nobody else: names, roles, digests of tokens."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from addin.ports.people import PeopleUnusable, Person, Role

FILE_NAME: Final = "people.json"
_LARGEST: Final = 4 << 20
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_PRIVATE: Final = 0o600
_FORMAT: Final = 1
_HEX: Final = frozenset("0123456789abcdef")


class PeopleFile:
    """The ``People`` port; ``folder`` is the studio's own, made when somebody is added."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def all(self) -> Sequence[Person]:
        """Everybody (see ``ports.people``); the file is read anew each time, it is small."""
        try:
            with self._path.open("rb") as file:
                about = os.fstat(file.fileno())
                content = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from None
        if os.name == "posix" and about.st_uid not in {os.geteuid(), 0}:
            raise self._unusable("it belongs to another user of this computer")
        if os.name == "posix" and about.st_mode & _OTHERS:
            raise self._unusable(f"others on this computer can open it ('chmod 600 {self._path}')")
        if len(content) > _LARGEST:
            raise self._unusable("it is too large to be a list of people")
        try:
            return tuple(map(_person, _listed(json.loads(content))))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise self._unusable("it is damaged; remove it and add everybody anew") from None

    def keep(self, person: Person) -> None:
        """Add or replace one person."""
        with self._held():
            people = list(self.all())
            names = [one.name.casefold() for one in people]
            if person.name.casefold() in names:
                people[names.index(person.name.casefold())] = person
            else:
                people.append(person)
            self._write(people)

    def remove(self, name: str) -> bool:
        """Forget one person."""
        with self._held():
            people = self.all()
            left = [one for one in people if one.name.casefold() != name.casefold()]
            if len(left) == len(people):
                return False
            self._write(left)
            return True

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Two people who add somebody at once do so in turn, or one is told."""
        lock = self._path.with_suffix(".lock")
        try:
            lock.parent.mkdir(mode=0o770, parents=True, exist_ok=True)  # nothing there is others'
            os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE))
        except FileExistsError:
            raise self._unusable(
                f"somebody is changing them at this moment (if nobody is, remove {lock})"
            ) from None
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from None
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()

    def _write(self, people: Sequence[Person]) -> None:
        told = {"format": _FORMAT, "people": [_told(one) for one in people]}
        part = self._path.with_name(f"{FILE_NAME}.{secrets.token_hex(4)}.part")
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise self._unusable(error.strerror or str(error)) from None

    def _unusable(self, reason: str) -> PeopleUnusable:
        return PeopleUnusable(str(self._path), reason)


def _listed(document: Any) -> list[dict[str, Any]]:
    if document["format"] != _FORMAT:
        raise ValueError
    found: list[dict[str, Any]] = document["people"]
    return found


def _person(raw: dict[str, Any]) -> Person:
    digest = str(raw["digest"])
    if len(digest) != 64 or not set(digest) <= _HEX:
        raise ValueError
    return Person(
        name=str(raw["name"]),
        role=Role(raw["role"]),
        digest=digest,
        added=_moment(raw["added"]),
        productions=tuple(map(str, raw["productions"])),
        expires=_moment(raw["expires"]) if raw["expires"] else None,
    )


def _moment(text: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError
    return found


def _told(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "role": str(person.role),
        "digest": person.digest,
        "added": person.added.isoformat(),
        "productions": list(person.productions),
        "expires": person.expires.isoformat() if person.expires else "",
    }
