"""``tieout press``: the buttons of the ribbon, from the command line."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.saying import say
from addin.macros.button import Button, Desk, Selection
from addin.macros.catalogue import BUTTONS, BY_NAME
from addin.macros.press import Pressed
from addin.macros.press import press as pressed
from addin.ports import Touched


@click.command(short_help="Press a button of the ribbon from here.")
@click.argument("button", required=False)
@click.argument("place", metavar="[FOLDER|FILE]", type=click.Path(path_type=Path), required=False)
@click.option("--at", "cell", default="", metavar="CELL", help="The selected cell: Sheet!C14.")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Answer a field.")
@options.history
@options.today
def press(
    button: str | None,
    place: Path | None,
    cell: str,
    given: tuple[str, ...],
    history: str | None,
    today: dt.datetime | None,
    *,
    no_history: bool,
) -> int:
    """Press a button of the ribbon: the same job, the same entry in the journal, the same undo.

    Without a BUTTON, lists them all. FILE is the workbook that is selected, FOLDER none.

    Exit status: 0 done, 1 not done (the sentence says why), 2 could not run.
    """
    if button is None:
        say("\n".join(map(_listed, BUTTONS)))
        return 0
    chosen = BY_NAME.get(button)
    if chosen is None:
        raise click.UsageError(f"There is no button '{button}'. There are: {', '.join(BY_NAME)}.")
    if place is None:
        raise click.UsageError("Say on which production: a folder, or the workbook selected in it.")
    answers = dict(_answer(each) for each in given)
    folder = wiring.folder_of(place)
    settings = wiring.settings_of(place)
    sheet, _, address = cell.rpartition("!")
    at = options.moment(today)
    who = getpass.getuser()
    with (
        wiring.pressing(place, who, chosen.label, dt.datetime.now()),  # noqa: DTZ005 - the person's
        wiring.kept(place, history, off=no_history) as kept,
    ):
        desk = Desk(
            wiring.workbooks(folder),
            settings,
            settings.name or wiring.production_name(place),
            str(folder),
            at,
            who,
            Selection(place.name if place != folder else "", sheet, address),
            kept,
            documents=wiring.documents(folder),
            sheets=wiring.shared_sheets(folder),
            incoming=wiring.incoming(folder),
        )
        done = pressed(chosen, desk, answers)
    _say(done)
    return 0 if done.ok else 1


def _listed(button: Button) -> str:
    fields = " ".join(
        f"[{field.name}=…]" if field.optional else f"{field.name}=…" for field in button.asks
    )
    return f"{button.name:22} {button.tip}{f'  --set {fields}' if fields else ''}"


def _answer(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"'{text}' is no FIELD=VALUE.")
    return name, value


def _say(done: Pressed) -> None:
    say(done.sentence, err=not done.ok)
    for line in done.detail.splitlines():
        say(f"  {line}")
    if done.goto is not None:
        say(f"→ {done.goto}")
    for touched in done.touched:
        say(f"{touched.workbook}: {_before(touched)}")


def _before(touched: Touched) -> str:
    if not touched.backup:
        return "new"
    return f"as it was, {touched.backup}" if touched.digest else f"taken away, {touched.backup}"
