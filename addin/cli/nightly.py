"""``tieout nightly``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from addin.cli import night_options, options

LOCKED = 4


@click.command(short_help="Check many productions in turn, with one summary.")
@click.argument("places", metavar="MANIFEST|FOLDER...", nargs=-1, required=True)
@click.option("--only", metavar="PATTERN", multiple=True, help="Only these, by name or folder.")
@click.option(
    "--since", metavar="DATE|last", help="Only what changed since that day, or its last night."
)
@click.option("--dry-run", is_flag=True, help="Write nothing anywhere; say what would be done.")
@click.option("--fresh", is_flag=True, help="Begin anew, also where a night was cut short.")
@click.option("--engine", metavar="ENGINE", help="in-process, local, local:N, or as --cluster.")
@click.option("--workers", type=click.IntRange(1, 256), help="So many processes here.")
@click.option("--cluster", metavar="ADDRESS", help="The scheduler of several machines, tls://…")
@click.option(
    "--certificates",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The folder 'client' that 'tieout cluster certificates' made; or, each by itself:",
)
@click.option("--ca", metavar="FILE", type=click.Path(path_type=Path), help="Its authority.")
@click.option("--cert", metavar="FILE", type=click.Path(path_type=Path), help="Our certificate.")
@click.option("--key", metavar="FILE", type=click.Path(path_type=Path), help="Its key.")
@click.option("--state", metavar="URL", help="Keep the nights in this database (or env:NAME).")
@click.option("--write", is_flag=True, help="Put a findings sheet into the workbooks concerned.")
@click.option("--json", "json_file", metavar="FILE", help="Write the summary as JSON; - prints it.")
@click.option("--pages", metavar="FOLDER", help="Write an HTML page per production there.")
@click.option("--fail-at", type=options.severities, default="error", show_default=True)
@click.option("--no-sync", is_flag=True, help="Leave tied Google Sheets alone.")
@options.history
@options.today
@night_options.log
@night_options.tieout_home
@night_options.variables
def nightly(
    places: tuple[str, ...],
    only: tuple[str, ...],
    since: str | None,
    engine: str | None,
    workers: int | None,
    cluster: str | None,
    certificates: Path | None,
    ca: Path | None,
    cert: Path | None,
    key: Path | None,
    state: str | None,
    json_file: str | None,
    pages: str | None,
    fail_at: str,
    history: str | None,
    today: dt.datetime | None,
    log_file: Path | None,
    *,
    dry_run: bool,
    fresh: bool,
    write: bool,
    no_history: bool,
    no_sync: bool,
) -> int:
    """Work on many productions in turn; one that cannot be checked never stops the next.

    Give folders, or a manifest: a .toml file with productions = ["shows/*"]. Each production's
    drop folders are imported, it is checked, reconciled, its cost report refreshed, and what it
    ties to Google Sheets is synced; into workbooks goes only what the manifest or the production
    allows.

    A night that was cut short goes on when it is run again: what it did is not done twice.

    Exit status: 0 all clean, 1 findings at or above --fail-at, 2 could not run, 3 some productions
    could not be done, or not in full, 4 another night of this studio is under way, 5 stopped
    before the end: run it again, and it goes on.
    """
    from addin.cli import nightly_run as run  # noqa: PLC0415 - --help answers at once
    from addin.errors import NightLocked  # noqa: PLC0415 - as above
    from addin.nightly.logs import night_log  # noqa: PLC0415 - as above

    if dry_run and pages:
        raise click.UsageError("--dry-run writes no pages: leave --pages out.")
    if cluster and (engine or workers):
        raise click.UsageError("--cluster is an engine of its own: leave --engine and --workers.")
    tls = _tls(ca, cert, key, certificates)
    asked = run.Asked(
        only=only,
        since=_since(since),
        is_dry=dry_run,
        fresh=fresh,
        engine=cluster or engine,
        workers=workers or 0,
        tls=tls,
        state=state or "",
        writes_findings=write,
        pages=pages,
        fail_at=int(options.severity(fail_at)),
        syncs=not no_sync,
        history=history or "",
        keeps_history=not no_history,
        at=options.moment(today),
        log=log_file,
    )
    try:
        with night_log(log_file):
            return run.ran([Path(place) for place in places], asked, json_file)
    except NightLocked as locked:
        click.echo(str(locked), err=True)
        return LOCKED


def _tls(
    ca: Path | None, cert: Path | None, key: Path | None, folder: Path | None
) -> tuple[Path, Path, Path] | None:
    if folder is not None:
        if ca or cert or key:
            raise click.UsageError("Choose one: --certificates, or --ca, --cert and --key.")
        from addin.nightly.certificates import tls_in  # noqa: PLC0415 - cryptography is heavy

        found = tls_in(folder)
        return found.authority, found.certificate, found.key
    if ca is None and cert is None and key is None:
        return None
    if ca is None or cert is None or key is None:
        raise click.UsageError("--ca, --cert and --key go together.")
    return ca, cert, key


def _since(text: str | None) -> dt.date | str | None:
    if text is None or text == "last":
        return text
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--since is a date as 2026-11-14, or last: not '{text}'.") from None
