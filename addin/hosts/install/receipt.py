"""What an installation wrote, so that it can be taken back: the file ``installed.json``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any, Final

from addin.errors import AddinError
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home

FILE_NAME: Final = "installed.json"
_FORMAT: Final = 1


class ReceiptUnreadable(AddinError):
    """What was installed earlier cannot be read; nothing was changed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.path} should say what was installed, but cannot be read ({self.reason}). "
            "Nothing was changed. Move it away to install anew; uninstalling by hand is told in "
            "docs/install.md."
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that an installation changed.

    Args:
        host: for which spreadsheet program.
        path: the file or key; ``stream``, ``in_registry`` and ``private`` as in ``Where``.
        written: the SHA-256 of what was written; empty if something was removed.
        kept: the file, beside the receipt, that has what was there before; empty if nothing was.
        own: the file is Tieout's own: whatever it holds meanwhile goes when it is taken back.
        key: the line that was written, if only one line of settings was.
        value: what that line was made to say, as hexadecimal bytes.
    """

    host: str
    path: str
    stream: str = ""
    in_registry: bool = False
    private: bool = False
    written: str = ""
    kept: str = ""
    own: bool = False
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that installations changed and has not been taken back.

    Args:
        entries: the places, in the order in which they were changed.
        folders: the folders that were made, those above first.
        programs: what programs were told to do, by host: the commands that take it back.
    """

    entries: tuple[Entry, ...] = ()
    folders: tuple[str, ...] = ()
    programs: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def entry(self, where: Where) -> Entry | None:
        """What is known of a place."""
        about = (str(where.path), where.stream, where.in_registry)
        listed = (e for e in self.entries if (e.path, e.stream, e.in_registry) == about)
        return next(listed, None)

    def with_entry(self, entry: Entry) -> Receipt:
        """The receipt with what is now known of a place."""
        place = (entry.path, entry.stream, entry.in_registry)
        old = [(e.path, e.stream, e.in_registry) for e in self.entries]
        if place not in old:
            return replace(self, entries=(*self.entries, entry))
        at = old.index(place)
        return replace(self, entries=(*self.entries[:at], entry, *self.entries[at + 1 :]))

    def to_bytes(self) -> bytes | None:
        """As it stands in its file; None if there is nothing to remember."""
        if not self.entries and not self.programs:
            return None
        content = {"format": _FORMAT, **asdict(self)}
        return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def where_of(home: Home) -> Where:
    """Where the receipt is kept."""
    return Where(home.state / FILE_NAME)


def receipt_of(home: Home, computer: Computer) -> Receipt:
    """What has been installed for this user.

    Raises:
        ReceiptUnreadable: there is a receipt, and it is damaged or of a newer Tieout.
    """
    where = where_of(home)
    try:
        content = computer.read(where)
        return Receipt() if content is None else _receipt(json.loads(content))
    except OSError as error:
        raise ReceiptUnreadable(str(where), error.strerror or str(error)) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ReceiptUnreadable(str(where), "it is damaged, or of a newer Tieout") from None


def _receipt(content: dict[str, Any]) -> Receipt:
    if content["format"] != _FORMAT:
        raise ValueError(content["format"])
    entries = tuple(Entry(**entry) for entry in content["entries"])
    for entry in entries:
        for field in fields(Entry):
            kind = bool if field.type == "bool" else str
            if not isinstance(getattr(entry, field.name), kind):
                raise TypeError(field.name)
    folders = tuple(map(_text, content["folders"]))
    programs = tuple((_text(host), tuple(map(_text, back))) for host, back in content["programs"])
    return Receipt(entries, folders, programs)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def digest(content: bytes) -> str:
    """How a content is known again."""
    return sha256(content).hexdigest()


def kept_at(home: Home, name: str) -> Where:
    """Where something that was replaced is kept."""
    return Where(home.state / "replaced" / name, private=True)


def name_of_kept(where: Where, content: bytes) -> str:
    """The name under which something that is replaced is kept: one for each place and content."""
    return f"{digest(str(where).encode() + content)[:12]}-{where.path.name}"
