"""``tieout cluster``: make its certificates, look at it, and say whether it would be worth it."""

from __future__ import annotations

import datetime as dt
import shlex
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from addin.cli.terminal import Console

if TYPE_CHECKING:
    from addin.nightly.certificates import Made
    from addin.nightly.engines.cluster_link import Tls
    from addin.nightly.estimate import Estimate, Expected, Quota
    from addin.settings.cluster import ClusterSettings

_FILE = click.Path(path_type=Path)
_SOON = dt.timedelta(days=30)
_MOST_TOLD = 5
"""Productions that one worker does not see."""


@click.group(short_help="Prepare nights on several machines, and plan them.")
def cluster() -> None:
    """Spread a night over several machines: 'tieout nightly MANIFEST --cluster tls://HOST:8786'.

    docs/cluster.md says when that is worth it, and goes through it step by step.
    """


@cluster.command(short_help="Make what scheduler, workers and this computer show one another.")
@click.argument("folder", type=_FILE)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name or address of the scheduler; may be repeated. Else this computer's.",
)
@click.option("--days", type=click.IntRange(1, 3650), default=730, show_default=True)
def certificates(folder: Path, names: tuple[str, ...], days: int) -> int:
    """Make an authority and certificates for one cluster in FOLDER, which must be new or empty.

    Who holds a certificate of this authority can run any code on the workers. Nothing that is there
    is ever overwritten.

    Exit status: 0 made, 2 not.
    """
    from addin.nightly.certificates import make  # noqa: PLC0415 - cryptography is heavy

    made = make(folder, names or (socket.gethostname(),), dt.datetime.now(dt.UTC), days)
    click.echo(_next_steps(made))
    return 0


def _next_steps(made: Made) -> str:
    host = made.names[0]
    address = f"tls://{f'[{host}]' if ':' in host else host}:8786"

    def shown(kind: str) -> str:
        # without a dashboard, pages for browsers are still served: in clear, and to everybody
        here = "--no-dashboard --dashboard-address 127.0.0.1:0"
        return f"{here} --tls-ca-file authority.pem --tls-cert {kind}.pem --tls-key {kind}-key.pem"

    client = made.client
    files = f"--certificates {shlex.quote(str(client))}"
    return f"""\
Made for {", ".join(made.names)}; they last until {made.expires:%Y-%m-%d}.

1. Take {made.authority_key} off this computer, to where secrets are kept: it signs.

2. Copy {made.scheduler} to the scheduler, readable by its user alone. There, in that folder:

   dask scheduler --protocol tls --port 8786 {shown("scheduler")}

3. Copy {made.workers} to each worker. There, in that folder, one for each core:

   dask worker {address} --protocol tls --nworkers 1 --nthreads 1 {shown("worker")}

4. Keep {client} here. See who is there, then run a night:

   tieout cluster check {address} {files}
   tieout nightly MANIFEST --cluster {address} {files}"""


@cluster.command(short_help="Say who is there, what they run, and which productions they see.")
@click.argument("address")
@click.argument("places", metavar="[MANIFEST|FOLDER]...", nargs=-1)
@click.option("--ca", type=_FILE, metavar="FILE", help="The authority of the cluster.")
@click.option("--cert", type=_FILE, metavar="FILE", help="Our certificate.")
@click.option("--key", type=_FILE, metavar="FILE", help="Its key.")
@click.option("--certificates", type=_FILE, metavar="FOLDER", help="The folder that holds them.")
def check(
    address: str,
    places: tuple[str, ...],
    ca: Path | None,
    cert: Path | None,
    key: Path | None,
    certificates: Path | None,
) -> int:
    """Look at the workers of the scheduler at ADDRESS as a night would, and run nothing.

    With a manifest, also whether they see its productions, and the same files in them as this
    computer.

    Exit status: 0 all are fit and see all of it, 1 some do not, 2 could not look, or nobody there.
    """
    from addin.nightly.engines.cluster import looked_at  # noqa: PLC0415 - --help answers at once
    from addin.nightly.orders import Orders, Task  # noqa: PLC0415 - as above

    tls = _tls(ca, cert, key, certificates)
    orders = Orders("check", dt.datetime.now(), is_dry=True)  # noqa: DTZ005 - never shown
    listed, settings = _listed(places)
    folders = [str(folder) for folder in listed]
    tasks = [Task(number, folder, orders) for number, folder in enumerate(folders)]
    fleet, blind = looked_at(address, tls, tasks, settings)
    for worker, threads in sorted(fleet.threads.items()):
        missing = blind.get(worker, ())
        about = f"{worker} ({fleet.names[worker]}), {threads} at once"
        if folders:
            about += f"; sees {len(folders) - len(missing):,} of {len(folders):,} productions"
        click.echo(f"{'PART' if missing else 'ok  '} {about}")
        _tell_missing(missing)
    for worker, why in sorted(fleet.avoided.items()):
        click.echo(f"NOT  {worker} {why}")
        _tell_missing(blind.get(worker, ()))
    ours = fleet.wanted.build
    click.echo(f"Wanted is Tieout {ours.tieout} on Python {ours.python}, as here.")
    for one in fleet.wanted.glimpses:
        click.echo(f"{'Compared' if one.digest else 'Not here'}: {one.folder}")
    if len(folders) > len(fleet.wanted.glimpses):
        click.echo(f"({len(folders)} productions in all; the others when their turn comes)")
    _tell_expiry(tls)
    if not fleet.threads and not fleet.avoided:
        click.echo("The scheduler answers, and has no workers.", err=True)
        return 2
    return 1 if fleet.avoided or any(blind.values()) else 0


def _tell_missing(missing: Sequence[tuple[str, str]]) -> None:
    for _, why in missing[:_MOST_TOLD]:
        click.echo(f"     it {why}")
    if len(missing) > _MOST_TOLD:
        click.echo(f"     and {len(missing) - _MOST_TOLD:,} more")


def _tell_expiry(tls: Tls | None) -> None:
    if tls is None:
        return
    from addin.nightly.certificates import expiry  # noqa: PLC0415 - cryptography is heavy

    until = expiry(tls)
    if until is None:
        click.echo("The certificate is not one of this authority's.", err=True)
    elif until < dt.datetime.now(dt.UTC) + _SOON:
        click.echo(f"The certificates end on {until:%Y-%m-%d}: make new ones.", err=True)
    else:
        click.echo(f"The certificates last until {until:%Y-%m-%d}.")


def _tls(ca: Path | None, cert: Path | None, key: Path | None, folder: Path | None) -> Tls | None:
    if folder is not None:
        if ca or cert or key:
            raise click.UsageError("Choose one: --certificates, or --ca, --cert and --key.")
        from addin.nightly.certificates import tls_in  # noqa: PLC0415 - cryptography is heavy

        return tls_in(folder)
    if ca is None and cert is None and key is None:
        return None
    if ca is None or cert is None or key is None:
        raise click.UsageError("--ca, --cert and --key go together.")
    from addin.nightly.engines.cluster_link import Tls  # noqa: PLC0415 - as above

    return Tls(ca, cert, key)


def _listed(places: Sequence[str]) -> tuple[tuple[Path, ...], ClusterSettings]:
    """The productions, and what their manifest says of the machines."""
    from addin import wiring  # noqa: PLC0415 - as above
    from addin.nightly.manifest import studio_of  # noqa: PLC0415 - as above
    from addin.settings.cluster import UNSAID_CLUSTER  # noqa: PLC0415 - as above

    if not places:
        return (), UNSAID_CLUSTER
    studio = studio_of([Path(place) for place in places], wiring.read_text)
    return studio.folders, studio.settings.cluster


@cluster.command(short_help="Say how long a night will take on how many workers.")
@click.argument("places", metavar="MANIFEST|FOLDER...", nargs=-1, required=True)
@click.option(
    "--workers", default="1,2,4,8,16", show_default=True, metavar="N,N...", help="To compare."
)
@click.option(
    "--bandwidth", type=click.FloatRange(0), default=0.0, metavar="MB/S", help="Of the share."
)
@click.option(
    "--accounts", type=click.IntRange(1), default=1, help="Google accounts that sync at once."
)
@click.option("--state", default="", metavar="URL", help="Where the nights are kept, if elsewhere.")
def plan(places: tuple[str, ...], workers: str, bandwidth: float, accounts: int, state: str) -> int:
    """Say how long the night of MANIFEST will take, from what its productions took before.

    A production that never ran is judged by what is in its files. Nothing is run or written.

    Exit status: 0, 2 could not run.
    """
    from addin.nightly.estimate import (  # noqa: PLC0415 - --help answers at once
        CLUSTER,
        LOCAL,
        Quota,
        estimate,
    )
    from addin.nightly.expecting import expecting  # noqa: PLC0415 - as above

    counts = _counts(workers)
    found = expecting([Path(place) for place in places], state)
    quota = Quota(users=accounts)
    rows = [
        estimate(found, count, LOCAL if count == 1 else CLUSTER, quota, bandwidth)
        for count in counts
    ]
    _show(found, rows)
    _warn_of_quota(found, quota, max(rows, key=lambda row: row.workers))
    return 0


def _warn_of_quota(found: Sequence[Expected], quota: Quota, most: Estimate) -> None:
    """Say where more workers bring nothing, for they all wait for Google."""
    if most.held_by != "Google's quota":
        return
    calls = sum(one.calls for one in found)
    enough = quota.project // quota.each_user
    accounts = "one account" if quota.users == 1 else f"{quota.users} accounts"
    said = (
        f"Google lets {accounts} through {quota.a_minute} calls a minute, whatever the workers: "
        f"the syncs alone take {calls / quota.a_minute:,.0f} minutes."
    )
    if quota.users < enough:
        said += (
            f" With {enough} accounts of one project they take {calls / quota.project:,.0f}: "
            "see docs/cluster.md, Google."
        )
    click.echo(said)


def _counts(text: str) -> tuple[int, ...]:
    try:
        counts = tuple(dict.fromkeys(int(each) for each in text.split(",")))
    except ValueError:
        counts = ()
    if not counts or min(counts) < 1 or max(counts) > 10_000:
        raise click.UsageError(f"--workers is a list of numbers as 1,2,4: not '{text}'.")
    return counts


def _show(found: Sequence[Expected], rows: Sequence[Estimate]) -> None:
    known = sum(one.is_known for one in found)
    calls = sum(one.calls for one in found)
    click.echo(
        f"{len(found):,} productions: {known:,} as they ran before, {len(found) - known:,} by "
        f"what is in their files; {calls:,} calls to Google."
    )
    table = Table()
    for heading in ("workers", "minutes", "at least", "work", "held by"):
        table.add_column(heading, justify="left" if heading == "held by" else "right")
    for row in rows:
        minutes, floor = (f"{value / 60:,.1f}" for value in (row.seconds, row.floor))
        table.add_row(str(row.workers), minutes, floor, f"{row.busy:.0%}", row.held_by)
    Console().print(table)
