"""``tieout alerts``."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from addin import wiring
from addin.cli.kept_nights import looked_back
from addin.cli.saying import say
from addin.errors import NothingToDo
from addin.nightly.after import page_name
from addin.nightly.alerts import Due, due_now, tried_out
from addin.nightly.manifest import Studio, studio_of
from addin.ports.notify import Notifier
from addin.settings.studio import AlertSettings
from addin.wiring.notify import notifier


@click.command(short_help="Say who is told what after a night; send a test message.")
@click.argument("manifest", metavar="MANIFEST", type=click.Path(path_type=Path))
@click.option("--show", is_flag=True, help="Show the messages that would be sent now.")
@click.option("--test", metavar="NAME", help="Send a harmless test message of this alert.")
def alerts(manifest: Path, test: str | None, *, show: bool) -> int:
    """Say who is told what after a night, and whether their addresses are there.

    The alerts are the [[alert]] sections of a studio's manifest. Their addresses are only ever read
    from environment variables, and never shown. Without --test nothing is sent; 'tieout nightly'
    sends alerts at the end of a night.

    Exit status: 0 all addresses can be used, 1 some cannot or a test was not delivered, 2 could not
    run.
    """
    studio = studio_of([manifest], wiring.read_text)
    by_address = notifier()
    if test is not None:
        return _test(studio, _called(studio, test), by_address)
    if not studio.settings.alerts:
        raise NothingToDo(
            f'{manifest} has no [[alert]]: nobody is told anything. Add one with name = "…" and '
            'to = ["env:NAME"].'
        )
    due = _due(studio, manifest)
    are_usable = [_said(alert, due, by_address, show=show) for alert in studio.settings.alerts]
    return 0 if all(are_usable) else 1


def _called(studio: Studio, name: str) -> AlertSettings:
    known = {alert.name: alert for alert in studio.settings.alerts}
    if name in known:
        return known[name]
    alike = [one for called, one in known.items() if called.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    near = get_close_matches(name, known, 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    there = ", ".join(known) or "none"
    raise NothingToDo(f"There is no alert '{name}'.{hint} There are: {there}. Nothing was sent.")


def _test(studio: Studio, alert: AlertSettings, by_address: Notifier) -> int:
    told = tried_out(studio, alert, by_address)
    for one in told:
        say(f"{one.to}: {one.trouble or 'delivered'}")
    return 0 if all(one.is_delivered for one in told) else 1


def _due(studio: Studio, manifest: Path) -> Sequence[Due]:
    """What everybody would be told; nothing, and nothing is made, where no night was kept yet."""
    has_page = studio.settings.pages_of(studio.settings.reports.productions)
    page = page_name if has_page else None
    try:
        with looked_back(manifest, None, None) as found:
            latest = found.archive.latest(studio.key)
            return tuple(due_now(studio, latest, found.archive, page))
    except NothingToDo as nothing:
        say(str(nothing), err=True)
        return ()


def _said(alert: AlertSettings, due: Sequence[Due], by_address: Notifier, *, show: bool) -> bool:
    """Print what there is to say of an alert; whether all its addresses can be used."""
    say(f"{alert.name}  (tells {_rule(alert)})")
    are_usable = True
    for to in dict.fromkeys(alert.to):
        reason = by_address.ready(to).reason
        are_usable &= not reason
        say(f"  {to}: {reason or 'ready'}")
        for one in due:
            if one.alert is alert and one.to == to:
                _would(one, show=show)
    return are_usable


def _rule(alert: AlertSettings) -> str:
    what = {"changed": "what changed", "worse": "what is new", "always": "every night"}
    patterns = (
        ("productions", alert.productions),
        ("codes", alert.codes),
        ("workbooks", alert.workbooks),
        ("sheets", alert.sheets),
    )
    chosen = "".join(f", {name} {' '.join(those)}" for name, those in patterns if those)
    return f"{what[alert.tell]}, from {alert.least}{chosen}"


def _would(one: Due, *, show: bool) -> None:
    if one.digest is None:
        say("    nothing to tell now")
        return
    say(f"    would tell: {one.digest.title}")
    if show:
        say("".join(f"      {line}\n" for line in one.digest.text.splitlines()), nl=False)
