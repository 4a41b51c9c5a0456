"""Certificates for a cluster of one studio: an authority, and what scheduler, workers and we show.

A scheduler runs any code that it is sent, so nobody may reach it but those who hold a certificate
of this authority. It signs for this cluster alone: its own words (name constraints) let it sign for
no other hosts, and no system ever needs to trust it.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from addin.errors import NightRefused
from addin.hosts.signing import Signed, authority, lasts_until, signed
from addin.nightly.engines.cluster_link import Tls

DAYS: Final = 730
HERE: Final = ("localhost", "127.0.0.1", "::1")
"""Always among the names: a scheduler may be tried on its own machine first."""
_PRIVATE: Final = 0o600
_FOLDER: Final = 0o700
_BOTH: Final = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
_CLIENT: Final = (ExtendedKeyUsageOID.CLIENT_AUTH,)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: a folder for each kind of machine, and until when all of it lasts."""

    scheduler: Path
    workers: Path
    client: Path
    authority_key: Path
    names: tuple[str, ...]
    expires: dt.datetime


def make(folder: Path, names: Sequence[str], now: dt.datetime, days: int = DAYS) -> Made:
    """Make an authority and three certificates in a new folder; all of it or nothing.

    Args:
        folder: must not be there yet, or be empty.
        names: hosts and addresses under which the scheduler is reached.
        now: the time, with its zone.
        days: how long they last.

    Raises:
        NightRefused: something is there already, a name is none, or it cannot be written.
    """
    every = tuple(dict.fromkeys([*names, *HERE]))
    general = [_general(name) for name in every]
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NightRefused(
            f"{folder} is there already, and is not overwritten: the keys in it may be in use. "
            "Nothing was made. Name a new folder."
        )
    by = authority(now, days, f"Tieout cluster {now:%Y-%m-%d %H%M}", _limits(every))
    sans = x509.SubjectAlternativeName(general)
    kinds = {
        "scheduler": signed(by, now, days, "Tieout scheduler", _BOTH, sans),
        "worker": signed(by, now, days, "Tieout worker", _BOTH),
        "client": signed(by, now, days, "Tieout client", _CLIENT),
    }
    made = Made(
        folder / "scheduler",
        folder / "workers",
        folder / "client",
        folder / "authority-key.pem",
        every,
        by.certificate.not_valid_after_utc,
    )
    was_there = folder.exists()
    try:
        for path, content in _files(folder, by, kinds):
            _write_new(path, content)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise NightRefused(
            f"{error.filename or folder} cannot be written ({error.strerror}). Nothing was made."
        ) from None
    return made


def tls_in(folder: Path) -> Tls:
    """The files of a machine's folder, as ``make`` calls them.

    Raises:
        NightRefused: there are none, or several kinds of machine in one folder.
    """
    keys = sorted(folder.glob("*-key.pem"))
    kinds = [path.name.removesuffix("-key.pem") for path in keys if path.stem != "authority-key"]
    if len(kinds) != 1:
        below = folder / "client"
        if not kinds and below.is_dir():
            return tls_in(below)
        what = "no certificates" if not kinds else f"certificates of {' and '.join(kinds)}"
        raise NightRefused(
            f"{folder} holds {what}. Nothing was started. Name the folder 'client' that 'tieout "
            "cluster certificates' made."
        )
    (kind,) = kinds
    return Tls(folder / "authority.pem", folder / f"{kind}.pem", folder / f"{kind}-key.pem")


def expiry(tls: Tls) -> dt.datetime | None:
    """Until when these certificates last; None if they do not belong together."""
    try:
        return lasts_until(tls.certificate.read_bytes(), tls.authority.read_bytes())
    except OSError:
        return None


def _files(folder: Path, by: Signed, kinds: dict[str, Signed]) -> Iterator[tuple[Path, bytes]]:
    yield folder / "authority-key.pem", by.key_pem
    yield folder / "authority.pem", by.pem
    for kind, one in kinds.items():
        place = folder / ("workers" if kind == "worker" else kind)
        yield place / "authority.pem", by.pem
        yield place / f"{kind}.pem", one.pem
        yield place / f"{kind}-key.pem", one.key_pem


def _write_new(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    labels = name.split(".")
    plain = name.isascii() and all(
        label
        and len(label) <= 63
        and label.replace("-", "").isalnum()
        and label.strip("-") == label
        for label in labels
    )
    if not plain or labels[-1].isdigit():
        raise NightRefused(
            f"'{name}' is neither the name of a host nor an address. Nothing was made. Write it as "
            "the workers and you will: --name scheduler.studio.example, without tls:// or a port."
        )
    return x509.DNSName(name)


def _limits(names: Sequence[str]) -> x509.NameConstraints:
    """Only these, and nothing below another's domain."""
    permitted: list[x509.GeneralName] = []
    for name in names:
        one = _general(name)
        if isinstance(one, x509.IPAddress):
            one = x509.IPAddress(ipaddress.ip_network(str(one.value)))
        permitted.append(one)
    return x509.NameConstraints(permitted, excluded_subtrees=None)
