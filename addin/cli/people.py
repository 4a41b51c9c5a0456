"""``tieout people``: add, list, renew, remove."""

from __future__ import annotations

import datetime as dt
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from addin import wiring
from addin.errors import NothingToDo
from addin.ports.people import LONGEST_NAME, TOKEN_BYTES, People, Person, Role, digest_of
from addin.settings.read_studio import studio
from addin.wiring.people import people as people_of

F = TypeVar("F", bound=Callable[..., Any])


def _manifest(command: F) -> F:
    """The manifest whose people these are."""
    found = click.argument("manifest", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    return found(command)


def _days(command: F) -> F:
    return click.option(
        "--days", type=click.IntRange(1, 3650), help="How long the token holds; else until removed."
    )(command)


@click.group(short_help="Say who may open the review service, and who may decide there.")
def people() -> None:
    """Add, list, renew and remove the people who may sign in to 'tieout serve --studio'.

    Each gets a token, printed once and kept by nobody: the file beside the manifest holds only what
    it is recognised by. Who is removed is signed out at once.
    """


@people.command(short_help="Let a person in; prints their token, once.")
@click.argument("name")
@_manifest
@click.option(
    "--role",
    required=True,
    type=click.Choice([str(role) for role in Role]),
    help="viewer: sees; editor: decides too.",
)
@click.option(
    "--productions",
    multiple=True,
    metavar="PATTERN",
    help="Only productions with such a name, as 'Night*'; may be repeated. Without: all.",
)
@_days
def add(
    name: str, manifest: Path, role: str, productions: tuple[str, ...], days: int | None
) -> int:
    """Let NAME sign in to the studio of MANIFEST. The token is shown now and never again."""
    listed = _of(manifest)
    name = _name(name)
    if _called(listed, name) is not None:
        raise NothingToDo(
            f"{name} is there already. Nothing was changed. 'tieout people renew' gives another "
            "token, 'tieout people remove' takes the old one back."
        )
    if any(not pattern.strip() for pattern in productions):
        raise click.UsageError("--productions needs a name or a pattern, as 'Night*'.")
    now = _now()
    token = _new_token()
    person = Person(name, Role(role), digest_of(token), now, productions, _until(now, days))
    listed.keep(person)
    click.echo(f"{name} may sign in as {role}{_sees(person)}{_holds(person)}.")
    _show(token)
    return 0


@people.command("list", short_help="Who may sign in.")
@_manifest
def list_people(manifest: Path) -> int:
    """List everybody who may sign in, in the order added. Tokens are not kept, and not shown."""
    found = _of(manifest).all()
    now = _now()
    for person in found:
        over = "" if person.may_sign_in(now) else " (over: renew or remove)"
        click.echo(f"{person.name}: {person.role}{_sees(person)}{_holds(person)}{over}")
    if not found:
        click.echo("Nobody may sign in yet: tieout people add NAME --role editor MANIFEST")
    return 0


@people.command(short_help="Give a person another token; the old one holds no longer.")
@click.argument("name")
@_manifest
@_days
def renew(name: str, manifest: Path, days: int | None) -> int:
    """Give NAME a new token. Whoever is signed in with the old one is signed out at once."""
    listed = _of(manifest)
    person = _called(listed, name)
    if person is None:
        raise _nobody(name)
    token = _new_token()
    renewed = replace(person, digest=digest_of(token), expires=_until(_now(), days))
    listed.keep(renewed)
    click.echo(f"{person.name} has another token{_holds(renewed)}; the old one holds no longer.")
    _show(token)
    return 0


@people.command(short_help="Let a person in no longer.")
@click.argument("name")
@_manifest
def remove(name: str, manifest: Path) -> int:
    """Let NAME in no longer. Whoever is signed in is signed out at once; what was decided stays."""
    if not _of(manifest).remove(name.strip()):
        raise _nobody(name)
    click.echo(f"{name.strip()} can no longer sign in. What they decided stays as it is.")
    return 0


def _of(manifest: Path) -> People:
    """The people of a studio, whose manifest must be one."""
    studio(wiring.read_text(manifest), str(manifest))
    return people_of(manifest.resolve().parent)


def _called(listed: People, name: str) -> Person | None:
    wanted = name.strip().casefold()
    return next((one for one in listed.all() if one.name.casefold() == wanted), None)


def _name(given: str) -> str:
    """A name as the journal will show it."""
    name = unicodedata.normalize("NFC", " ".join(given.split()))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise click.UsageError(f"A name has 1 to {LONGEST_NAME} letters that can be seen.")
    return name


def _nobody(name: str) -> NothingToDo:
    return NothingToDo(f"Nobody here is called '{name}'. Nothing was changed.")


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _until(now: dt.datetime, days: int | None) -> dt.datetime | None:
    return now + dt.timedelta(days=days) if days else None


def _sees(person: Person) -> str:
    return f", for {', '.join(person.productions)}" if person.productions else ""


def _holds(person: Person) -> str:
    return f", until {person.expires:%Y-%m-%d %H:%M} UTC" if person.expires else ""


def _show(token: str) -> None:
    click.echo("The token, shown this once; hand it over in person or through a password manager:")
    click.echo(f"  {token}")
