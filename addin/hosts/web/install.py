"""What Excel on the web and on the Mac needs: a manifest that names this computer's server."""

from __future__ import annotations

import re
import secrets
from pathlib import PurePath
from typing import Final

from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home, System
from addin.hosts.install.wanted import Content, Wanted
from addin.hosts.web.description import AddIn, place
from addin.hosts.web.errors import NotServed
from addin.hosts.web.files import manifests
from addin.hosts.web.own_folder import SHORTEST_KEY

HOST: Final = "web"
MANIFEST: Final = "manifest.xml"
NAME_ON_THE_MAC: Final = "tieout.xml"
"""Beside the manifests of other add-ins, of which any may be called manifest.xml."""


USUAL_PORT: Final = 8765
"""Where ``tieout serve`` listens unless it is told otherwise."""


def serving(port: int) -> str:
    """The command that serves what the manifest names."""
    return "tieout serve --https" + (f" --port {port}" if port != USUAL_PORT else "")


def folder(home: Home) -> PurePath:
    """Where keys, certificates and manifests are, for ``tieout serve`` too."""
    return home.state / "web"


def excel_on_the_mac(home: Home) -> PurePath:
    """The folder that Excel on the Mac has for itself once it was started."""
    return home.profile / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "Documents"


def side_loaded(home: Home) -> PurePath:
    """The folder out of which Excel on the Mac loads manifests."""
    return excel_on_the_mac(home) / "wef"


def wanted(home: Home, computer: Computer, port: int) -> Wanted:
    """What is to be on the user's computer for Excel on the web and on the Mac.

    Raises:
        NotServed: there is a key already, and it cannot be used.
    """
    secret = Where(folder(home) / "key", private=True)
    kept = key_at(computer, secret) or f"{secrets.token_urlsafe(32)}\n".encode()
    made = manifests(AddIn(), place(f"https://localhost:{port}", key=kept.decode("ascii").strip()))
    places = [Content("your key, which only calls from your Excel bring", secret, kept)]
    places += [
        Content(
            "a manifest to load into Excel; it holds your key",
            Where(folder(home) / "load" / name, private=True),
            content,
            own=True,
        )
        for name, content in made.items()
    ]
    notes = [
        f"Run '{serving(port)}': it makes the certificate and prints how to trust it.",
        "Excel has the functions while that runs.",
    ]
    manifest = folder(home) / "load" / MANIFEST
    if home.system is System.MACOS and computer.is_folder(excel_on_the_mac(home)):
        places.append(
            Content(
                "the manifest, where Excel on this Mac looks for it",
                Where(side_loaded(home) / NAME_ON_THE_MAC, private=True),
                made[MANIFEST],
            )
        )
        notes.append("Start Excel again; the add-in is under Home > Add-ins.")
    elif home.system is System.MACOS:
        notes.append("Start Excel once on this Mac, then run this again: it has no folder yet.")
    notes.append(
        f"For Excel on the web, load {manifest}: Home > Add-ins > More Add-ins > My Add-ins > "
        "Upload My Add-in."
    )
    return Wanted(HOST, tuple(places), notes=tuple(notes))


def key_at(computer: Computer, where: Where) -> bytes | None:
    """The file with the key, as it is; None if there is none.

    Raises:
        NotServed: it cannot be used.
    """
    try:
        content = computer.read(where)
    except OSError as error:
        raise NotServed(
            f"{where} cannot be read ({error.strerror}). Nothing was written."
        ) from None
    if content is not None and not re.fullmatch(
        rf"[A-Za-z0-9_-]{{{SHORTEST_KEY},}}", content.decode("latin-1").strip()
    ):
        raise NotServed(
            f"{where} holds no key: {SHORTEST_KEY} or more letters, digits, - and _ on one line. "
            "Nothing was written. Remove it, and a new one is made."
        )
    return content
