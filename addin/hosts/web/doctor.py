"""Whether Excel on the web and on the Mac reach the functions: what was found, and what to do."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import ssl
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home, System
from addin.hosts.signing import lasts_until
from addin.hosts.web import certificates
from addin.hosts.web.description import AddIn, place
from addin.hosts.web.errors import NotServed
from addin.hosts.web.install import (
    HOST,
    MANIFEST,
    NAME_ON_THE_MAC,
    excel_on_the_mac,
    folder,
    key_at,
    serving,
    side_loaded,
)
from addin.hosts.web.manifest_xml import manifest_xml

_INSTALL: Final = "Run 'tieout install web'."
_PLATFORMS: Final = {System.WINDOWS: "win32", System.MACOS: "darwin", System.LINUX: "linux"}


def examine(home: Home, computer: Computer, now: dt.datetime) -> Iterator[Check]:
    """Look at the manifest, the certificate and the server; ``now`` with its zone."""
    where = Where(folder(home) / "load" / MANIFEST)
    manifest = _read(computer, where)
    base = re.search(rb"https://localhost:\d+", manifest or b"")
    if manifest is None or base is None:
        says = f"There is no manifest of this computer's server: {where}."
        yield Check(HOST, State.PROBLEM, says, _INSTALL)
        return
    yield _current(home, computer, manifest, base[0].decode())
    if home.system is System.MACOS:
        yield from _on_the_mac(home, computer, manifest)
    authority = _read(computer, Where(folder(home) / "authority.pem"))
    yield from _certificate(home, computer, authority, now)
    if authority is not None:
        yield _server(computer, manifest, authority)


def _read(computer: Computer, where: Where) -> bytes | None:
    """What is there; what cannot be read is as good as absent to Excel too."""
    try:
        return computer.read(where)
    except OSError:
        return None


def _current(home: Home, computer: Computer, manifest: bytes, base: str) -> Check:
    try:
        key = key_at(computer, Where(folder(home) / "key")) or b""
        wanted = manifest_xml(AddIn(), place(base, key=key.decode("ascii").strip()))
    except (NotServed, UnicodeDecodeError) as error:
        return Check(HOST, State.PROBLEM, f"The key cannot be used: {error}", _INSTALL)
    if manifest == wanted:
        says = f"The manifest is of this build, for {base}, with your key."
        return Check(HOST, State.OK, says)
    says = "The manifest has another key, or is of another version or for a server of your own."
    return Check(HOST, State.NOTE, says, f"{_INSTALL[:-1]} and load it into Excel again.")


def _on_the_mac(home: Home, computer: Computer, manifest: bytes) -> Iterator[Check]:
    """Excel on the Mac: the manifest where it looks, and only once."""
    if not computer.is_folder(excel_on_the_mac(home)):
        says = "Excel was never started on this Mac, or is not installed."
        yield Check(HOST, State.NOTE, says, "Start it once, then run 'tieout install web'.")
        return
    wef = side_loaded(home)
    there = _read(computer, Where(wef / NAME_ON_THE_MAC))
    if there == manifest:
        yield Check(HOST, State.OK, f"Excel on this Mac finds the manifest in {wef}.")
    else:
        says = f"{wef / NAME_ON_THE_MAC} is " + ("missing." if there is None else "another one.")
        yield Check(HOST, State.PROBLEM, says, f"{_INSTALL[:-1]}, then start Excel again.")
    guid = AddIn().guid.encode()
    copies = [
        str(file)
        for file in computer.files(wef)
        if file.name != NAME_ON_THE_MAC and guid in (_read(computer, Where(file)) or b"")
    ]
    if copies:
        says = f"Excel also finds a second manifest of Tieout: {', '.join(copies)}."
        yield Check(HOST, State.PROBLEM, says, "Remove it.")


def _certificate(
    home: Home, computer: Computer, authority: bytes | None, now: dt.datetime
) -> Iterator[Check]:
    """Whether there is one, until when, and whether this user's programs trust it."""
    certificate = _read(computer, Where(folder(home) / "localhost.pem"))
    if certificate is None or authority is None:
        says = "There is no certificate for this computer yet."
        yield Check(HOST, State.PROBLEM, says, "'tieout serve --https' makes one when it starts.")
        return
    until = lasts_until(certificate, authority)
    if until is None:
        says = "The certificate is not one that the authority beside it signed."
        yield Check(HOST, State.PROBLEM, says, "Start 'tieout serve --https' anew.")
    elif until <= now:
        says = f"The certificate ended on {until:%Y-%m-%d}."
        yield Check(HOST, State.PROBLEM, says, "Start 'tieout serve --https' anew: it renews it.")
    else:
        yield Check(HOST, State.OK, f"The certificate lasts until {until:%Y-%m-%d}.")
    yield _trusted(home, computer, authority)


def _trusted(home: Home, computer: Computer, authority: bytes) -> Check:
    path = folder(home) / "authority.pem"
    commands = certificates.trusting(Path(path), _PLATFORMS[home.system])
    advice = f"Trust it once: {commands[0]}"
    asking = _asking_for_trust(home, path, authority)
    try:
        ran = computer.run(asking)
    except OSError:
        says = f"Whether it is trusted cannot be told: there is no program {asking[0]} here."
        if home.system is System.LINUX:
            says += " It is in the package libnss3-tools."
        return Check(HOST, State.NOTE, says, advice)
    if ran.status or (
        home.system is System.LINUX and ran.said.split() != authority.decode().split()
    ):
        says = "Your programs do not trust the certificate's authority yet."
        return Check(HOST, State.PROBLEM, says, advice)
    return Check(HOST, State.OK, "Your programs trust the certificate's authority.")


def _asking_for_trust(home: Home, authority: PurePath, pem: bytes) -> tuple[str, ...]:
    """The command that asks the system's store; on Linux that of Chromium, Chrome and Edge."""
    if home.system is System.WINDOWS:
        print_ = hashlib.sha1(ssl.PEM_cert_to_DER_cert(pem.decode()), usedforsecurity=False)
        return ("certutil", "-user", "-store", "Root", print_.hexdigest())
    if home.system is System.MACOS:
        server = str(authority.with_name("localhost.pem"))
        return ("security", "verify-cert", "-c", server, "-p", "ssl")
    store = f"sql:{home.profile / '.pki' / 'nssdb'}"
    return ("certutil", "-d", store, "-L", "-n", "tieout", "-a")


def _server(computer: Computer, manifest: bytes, authority: bytes) -> Check:
    """Whether the server answers with the very manifest that Excel was given."""
    found = re.search(rb"(https://localhost:(\d+))/[\w.]+\?key=([\w-]+)", manifest)
    if found is None:
        says = "The manifest names no address with a key."
        return Check(HOST, State.PROBLEM, says, _INSTALL)
    base, port, key = (part.decode() for part in found.groups())
    serve = f"Run '{serving(int(port))}' and keep it running."
    try:
        answer = computer.fetch(f"{base}/{MANIFEST}?key={key}", authority)
    except OSError as error:
        says = f"'tieout serve' does not answer at {base} ({error.strerror or error})."
        return Check(HOST, State.PROBLEM, says, serve)
    if answer != manifest:
        says = f"What answers at {base} is another version of Tieout than the manifest."
        return Check(HOST, State.PROBLEM, says, f"Stop it and start it anew. {serve}")
    return Check(HOST, State.OK, f"'tieout serve' answers at {base}.")
