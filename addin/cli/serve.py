"""``tieout serve``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from addin.hosts.web.certificates import Certificate
    from addin.hosts.web.review.studio import Studio
    from addin.hosts.web.serving import Serving

PORT = 8765
HERE = "127.0.0.1"
_LOCAL = frozenset({HERE, "localhost", "::1"})
_A_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options, as they were typed."""

    port: int
    host: str
    https: bool
    certificate: Path | None
    certificate_key: Path | None
    token_file: Path | None
    url: str
    guid: str
    folders: tuple[Path, ...] = ()
    studio: Path | None = None
    state: str = ""
    proxy: str = ""

    @property
    def is_local(self) -> bool:
        return self.host in _LOCAL

    @property
    def secure(self) -> bool:
        return self.https or self.certificate is not None


@click.command(short_help="Answer formulas of Excel on the web, the Mac and Windows.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option("--https", is_flag=True, help="With a certificate for this computer, made if needed.")
@click.option("--host", default=HERE, show_default=True, help="The address to listen on.")
@click.option("--certificate", type=_A_FILE, help="Your own certificate (PEM), instead of --https.")
@click.option("--key", "certificate_key", type=_A_FILE, help="The key of your own certificate.")
@click.option("--token-file", type=_A_FILE, help="The key that calls must bring; else your own.")
@click.option("--url", default="", metavar="URL", help="The address Excel knows the server by.")
@click.option(
    "--id", "guid", default="", metavar="GUID", help="The identity of a copy of your own."
)
@click.option(
    "--production",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="A production whose workbooks the buttons of the task pane work on; may be repeated.",
)
@click.option(
    "--studio",
    type=_A_FILE,
    metavar="MANIFEST",
    help="Review the nights of this studio at /review.",
)
@click.option("--state", default="", metavar="URL", help="Where its nights are kept; or env:NAME.")
@click.option(
    "--proxy",
    default="",
    metavar="ADDRESS",
    help="The reverse proxy in front: believed about where people come from.",
)
def serve(
    *,
    port: int,
    https: bool,
    host: str,
    certificate: Path | None,
    certificate_key: Path | None,
    token_file: Path | None,
    url: str,
    guid: str,
    folders: tuple[Path, ...],
    studio: Path | None,
    state: str,
    proxy: str,
) -> int:
    """Serve Tieout's functions to Excel on the web, on the Mac and on Windows, until Ctrl+C.

    With --production the buttons of the task pane work on that folder's workbooks too. With
    --studio people review last night in a browser, each with a token of their own ('tieout
    people').

    Excel loads add-ins over https only: start with --https, and follow what it prints. Nothing
    leaves this computer: the server answers its programs alone, and only calls that bring the key
    in the manifest. To serve a whole office, --host needs a --certificate with its --key, and a
    --token-file that you hand out.

    Exit status: 0 stopped, 2 could not run.
    """
    asked = _Asked(
        port,
        host,
        https,
        certificate,
        certificate_key,
        token_file,
        url.rstrip("/"),
        guid,
        folders,
        studio,
        state,
        proxy,
    )
    _check(asked)
    from addin.hosts.web import serving as running  # noqa: PLC0415 - a web server, for this alone

    local = _certificate(asked)
    sockets = running.listen(HERE if asked.is_local else host, port)
    told = _serving(asked, sockets[0].getsockname()[1], local)
    running.serve(told, sockets, partial(_say, told, local))
    click.echo("Stopped.")
    return 0


def _check(asked: _Asked) -> None:
    """Refuse what would be unsafe, or cannot work."""
    if (asked.certificate is None) != (asked.certificate_key is None):
        raise click.UsageError("--certificate and --key come together.")
    if asked.https and asked.certificate:
        raise click.UsageError("Choose one: --https makes a certificate, --certificate is yours.")
    if not asked.is_local and (asked.certificate is None or asked.token_file is None):
        raise click.UsageError(
            "Other computers reach that address: it needs --certificate and --key, so that cells "
            "are not sent in the clear, and a --token-file. Nothing was started."
        )
    if asked.host in {"0.0.0.0", "::"} and not asked.url:  # noqa: S104 - only looked at
        raise click.UsageError("--url must say by which address Excel finds this server.")
    if (asked.state or asked.proxy) and asked.studio is None:
        raise click.UsageError("--state and --proxy are about the nights of a --studio.")
    if asked.proxy and not _is_address(asked.proxy):
        raise click.UsageError("--proxy is an address, as 127.0.0.1: the one it connects from.")
    if asked.url and not asked.url.startswith("https://"):
        raise click.UsageError("--url begins with https://, which is all that Excel loads from.")


def _is_address(text: str) -> bool:
    from ipaddress import ip_address  # noqa: PLC0415 - not for help

    try:
        return str(ip_address(text)) == text
    except ValueError:
        return False


def _certificate(asked: _Asked) -> Certificate | None:
    if not asked.https:
        return None
    from addin.hosts.web.certificates import local_certificate  # noqa: PLC0415 - heavy
    from addin.hosts.web.own_folder import own_folder  # noqa: PLC0415 - with it

    return local_certificate(own_folder(), dt.datetime.now(dt.UTC))


def _serving(asked: _Asked, port: int, local: Certificate | None) -> Serving:
    from addin.hosts.web.description import AddIn  # noqa: PLC0415 - not for help
    from addin.hosts.web.own_folder import key_in, own_folder, own_key  # noqa: PLC0415 - not for help
    from addin.hosts.web.productions import Productions  # noqa: PLC0415 - not for help
    from addin.hosts.web.serving import Serving, in_address  # noqa: PLC0415 - not for help

    key = key_in(asked.token_file) if asked.token_file else own_key(own_folder())
    name = "localhost" if asked.is_local else in_address(asked.host)
    base = asked.url or f"http{'s' * asked.secure}://{name}:{port}"
    return Serving(
        base,
        key,
        HERE if asked.is_local else asked.host,
        local.certificate if local else asked.certificate,
        local.key if local else asked.certificate_key,
        AddIn(guid=asked.guid.lower()) if asked.guid else AddIn(),
        productions=Productions(asked.folders, own_folder() / "productions"),
        studio=_studio(asked.studio, asked.state, asked.proxy) if asked.studio else None,
    )


def _studio(manifest: Path, state: str, proxy: str) -> Studio:
    """The studio to review, as its manifest says; its memory is opened once, to say what is wrong.

    Raises:
        SettingsError, HistoryUnusable, PeopleUnusable: it cannot be reviewed. Nothing was started.
    """
    from addin import wiring  # noqa: PLC0415 - not for help
    from addin.hosts.web.review.studio import Studio  # noqa: PLC0415 - not for help
    from addin.nightly.manifest import studio_of  # noqa: PLC0415 - not for help
    from addin.wiring.nights import review_sessions  # noqa: PLC0415 - not for help
    from addin.wiring.people import people  # noqa: PLC0415 - not for help

    found = studio_of([manifest], wiring.read_text)
    home = found.home or manifest.resolve().parent
    address = state or found.settings.state
    told = Studio(
        key=found.key,
        folders=found.folders,
        nights=partial(wiring.nights, home, address),
        people=people(home),
        sessions=partial(review_sessions, home, address, found.key),
        history=address if found.settings.shared_history else "",
        orders=tuple(found.night_of(number) for number in range(len(found.folders))),
        proxy=proxy,
    )
    told.people.all()
    with told.nights() as kept:
        kept.nights(told.key, 1)
    return told


def _say(told: Serving, local: Certificate | None, stop: Callable[[], None]) -> None:
    """What to load where, once it runs."""
    del stop
    from addin.udfs.catalogue import FUNCTIONS  # noqa: PLC0415 - not for help

    click.echo(f"{len(FUNCTIONS)} functions at {told.base} (their help: {told.base}/help.html)")
    if told.base.startswith("https:"):
        _say_manifests(told)
    else:
        click.echo("Excel loads add-ins over https only: run 'tieout serve --https' for it.")
    if told.studio is not None:
        _say_review(told.studio, told.base)
    if local is not None:
        _say_trust(local)
    click.echo("Stop with Ctrl+C.")


def _say_manifests(told: Serving) -> None:
    from addin.hosts.web.description import place  # noqa: PLC0415 - not for help
    from addin.hosts.web.files import manifests  # noqa: PLC0415 - not for help
    from addin.hosts.web.own_folder import own_folder, write_private  # noqa: PLC0415 - not for help

    folder = own_folder() / "load"
    for name, content in manifests(told.addin, place(told.base, key=told.key)).items():
        write_private(folder / name, content)
    mac = "~/Library/Containers/com.microsoft.Excel/Data/Documents/wef"
    click.echo(
        f"\nLoad {folder / 'manifest.xml'} into Excel, once; it holds your key, so keep it:\n"
        "  web      Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in\n"
        f"  Mac      copy it into {mac}, then Home > Add-ins\n"
        "  Windows  put it into a shared folder that is a trusted catalog, then Home > Add-ins\n"
        f"  company  admin centre > Integrated apps ({folder / 'tieout-addin.zip'}, or the .xml)\n"
    )


def _say_review(studio: Studio, base: str) -> None:
    count = len(studio.people.all())
    click.echo(f"{studio.key} is reviewed at {base}/review; {count or 'nobody'} may sign in.")
    if not count:
        click.echo("  tieout people add NAME --role editor MANIFEST lets somebody in.")


def _say_trust(local: Certificate) -> None:
    from addin.hosts.web.certificates import no_longer_trusting, trusting  # noqa: PLC0415 - heavy

    state = "is new: trust it once" if local.is_new else "must be trusted, if it is not yet"
    click.echo(f"The certificate's authority {state} (it can sign for this computer alone):")
    for command in trusting(local.authority):
        click.echo(f"  {command}")
    click.echo(f"To take it back: {no_longer_trusting(local.authority, sys.platform)}")
    click.echo(f"The certificate lasts until {local.expires:%Y-%m-%d}; a later start renews it.\n")
