"""``tieout sheets``: sign in to Google, and say which spreadsheets may be used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from addin import wiring
from addin.cli.saying import say
from addin.ports.probing import Holds, Probed
from addin.ports.sheets_account import SheetsAccount, Spreadsheet
from addin.settings.model import FILE_NAME

_FOLDER = click.Path(path_type=Path, exists=True)
_PRODUCTION = click.option(
    "--production",
    type=_FOLDER,
    metavar="FOLDER",
    help="With the account that this production's settings name.",
)


@click.group(short_help="Sign in to Google; tie, share and probe shared spreadsheets.")
def sheets() -> None:
    """Sign in to Google, tie a table to a shared spreadsheet, share it, try what syncs rest on.

    A person signs in once, in the browser; what is kept of it stays in the keyring of this
    computer. For syncs at night a production's settings name a service account's file instead.
    docs/google-account.md goes through both, step by step.
    """


@sheets.command(short_help="Sign in to Google, in the browser.")
@click.option(
    "--client",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The OAuth client that Tieout is registered with, as Google's console gives it.",
)
@click.option(
    "--all-spreadsheets",
    is_flag=True,
    help="Ask for every spreadsheet you may open, not only those you pick or Tieout makes.",
)
@click.option("--pick", is_flag=True, help="Pick spreadsheets for Tieout on the way.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
def login(client: Path | None, *, all_spreadsheets: bool, pick: bool, no_browser: bool) -> int:
    """Sign in to Google for this computer and this user.

    Tieout asks for the files that it makes itself and those that you pick; nothing else in your
    Drive can be seen with it. To add spreadsheets later, sign in again with --pick.

    Exit status: 0 signed in, 2 not.
    """
    if pick and all_spreadsheets:
        raise click.UsageError("Choose one: --pick, or --all-spreadsheets.")
    say("Sign in to Google in the browser; Tieout waits for five minutes.")
    who, where, files = wiring.person_signs_in(
        client,
        (lambda _: False) if no_browser else show,
        lambda address: say(f"Open this address in a browser on this computer:\n{address}"),
        everything=all_spreadsheets,
        pick=pick,
    )
    say(f"Signed in{f' as {who}' if who else ''}. Kept in {where}.")
    for key in files:
        say(f"Picked: https://docs.google.com/spreadsheets/d/{key}/edit")
    return 0


def show(address: str) -> bool:
    """Show a page in the person's browser; False: there is none."""
    import webbrowser  # noqa: PLC0415 - looks through the system

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


@sheets.command(short_help="Forget the sign-in, here and at Google.")
def logout() -> int:
    """Forget who is signed in on this computer, and have Google forget it too.

    Exit status: 0 forgotten, or nobody was signed in.
    """
    gone = wiring.person_signs_out()
    if gone is None:
        say("Nobody was signed in.")
        return 0
    who, revoked = gone
    at_google = (
        "Google has forgotten it too."
        if revoked
        else "Google could not be asked, or had forgotten it already: "
        "https://myaccount.google.com/connections shows what it still knows."
    )
    say(f"Signed out{f' {who}' if who else ''}. {at_google}")
    return 0


@sheets.command(short_help="Say who is signed in, and ask Google whether it still holds.")
@_PRODUCTION
def whoami(production: Path | None) -> int:
    """Say which account syncs, by which means, and whether Google takes it.

    Exit status: 0 it holds, 2 it does not, or nobody is signed in.
    """
    account = wiring.sheets_account(production)
    known = account.address or "an account whose address is not known"
    say(f"{known} ({account.means})")
    said = account.who()
    say("Google takes it." if said in {"", account.address} else f"Google takes it: {said}")
    return 0


@sheets.command(short_help="Give somebody access to a spreadsheet.")
@click.argument("link")
@click.argument("address")
@click.option("--view-only", is_flag=True, help="They may look, not write.")
@click.option("--no-mail", is_flag=True, help="Google writes them no mail about it.")
@_PRODUCTION
def share(
    link: str, address: str, production: Path | None, *, view_only: bool, no_mail: bool
) -> int:
    """Share the spreadsheet at LINK with ADDRESS: a person, or a service account.

    It is done by the account that syncs, which must own the spreadsheet or be an editor of it.

    Exit status: 0 shared, 2 not.
    """
    account = wiring.sheets_account(production, sharing=True)
    account.share(link, address, may_edit=not view_only, tell=not no_mail)
    say(f"{address} may {'look at' if view_only else 'edit'} {link} now.")
    return 0


@sheets.command(short_help="Try on a real spreadsheet what syncs rest on.")
@click.argument("link")
@_PRODUCTION
def probe(link: str, production: Path | None) -> int:
    """Try what syncs assume of Google, in a sheet of its own that is removed again.

    LINK is a spreadsheet that the account may edit; an empty one is best. docs/probe-google.md says
    what each check does. It makes some 90 calls, which takes two to four minutes of quota.

    Exit status: 0 everything holds, 1 something does not, 2 could not run.
    """
    account = wiring.sheets_account(production)
    found: list[Probed] = []

    def told(one: Probed) -> None:
        found.append(one)
        say(f"{one.number:>3}  {one.name}: {one.holds}\n     {one.seen}")
        if one.holds is Holds.NO:
            say(f"     The sync rests on this: {one.rests_on}")

    account.probe(link, told)
    broken = [one for one in found if one.holds is Holds.NO]
    say(f"\n{len(found) - len(broken)} of {len(found)} hold. The probe's sheet is gone.")
    say(str(account.spent()))
    return 1 if broken else 0


@sheets.command(short_help="Tie a table of a workbook to a shared sheet.")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("sheet")
@click.option("--to", "link", metavar="LINK", help="A spreadsheet that the account may edit.")
@click.option("--new", "title", metavar="TITLE", help="Make a spreadsheet of that name instead.")
@click.option("--tab", metavar="NAME", help="Its sheet; needed if there are several.")
@click.option("--key", metavar="COLUMN", help="The column that tells rows apart; '' for none.")
@click.option("--name", metavar="NAME", help="How the sync is called; else as the sheet.")
@click.option(
    "--heading-row",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    metavar="ROW",
    help="The row of the shared sheet in which the headings stand, or are to stand.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be kept, and keep nothing.")
def link(
    workbook: Path,
    sheet: str,
    link: str | None,
    title: str | None,
    tab: str | None,
    key: str | None,
    name: str | None,
    heading_row: int,
    *,
    dry_run: bool,
) -> int:
    """Tie the table on SHEET of WORKBOOK to a sheet of a Google spreadsheet.

    What is tied is kept as a [[sync]] in production.toml, a text that you can edit: which columns
    go both ways, which one way, which never. In the spreadsheet the columns are marked, out of
    sight, and an empty sheet gets its headings; rows cross with 'tieout sync', both ways.

    Exit status: 0 tied, 2 not.
    """
    if (link is None) == (title is None):
        raise click.UsageError("Say where: --to LINK for one that is there, or --new TITLE.")
    from addin.jobs.tie import left_alone, tied, tied_text, tying  # noqa: PLC0415 - reads workbooks

    wanted = tying(wiring.workbooks(workbook), workbook.name, sheet, name=name or "", key=key)
    path = wiring.folder_of(workbook) / FILE_NAME
    before = wiring.read_text(path) if path.exists() else ""
    if any(one.name == wanted.name for one in wiring.settings_of(workbook).syncs):
        raise click.UsageError(
            f"There is a sync '{wanted.name}' in {path} already: --name gives this one another."
        )
    beside = left_alone(wiring.workbooks(workbook), wanted)
    if dry_run:
        say(tied_text("", wanted))
        _tell_left_alone(beside)
        return 0
    account = wiring.sheets_account(workbook)
    found = _spreadsheet(account, link, title, sheet)
    binding = account.set_up(tied(wanted, found.id, _tab(found, tab)), heading_row)
    wiring.save_text(path, tied_text(before, binding))
    say(tied_text("", binding))
    say(f"'{binding.name}' is tied to {found.link}, and kept in {path}.")
    _tell_left_alone(beside)
    say(f'Next: tieout sync "{path.parent}" --dry-run, which shows what it would write.')
    return 0


def _tell_left_alone(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(f"! {sentence}")


def _spreadsheet(
    account: SheetsAccount, link: str | None, title: str | None, sheet: str
) -> Spreadsheet:
    if link is None:
        made = account.create(title or sheet, sheet)
        say(f"Made '{made.title}': {made.link}")
        return made
    found = account.spreadsheet(link)
    if not found.may_edit:
        whom = f" with {account.address}" if account.address else ""
        raise click.UsageError(
            f"'{found.title}' may only be looked at. Share it{whom} as an editor. Nothing was tied."
        )
    return found


def _tab(found: Spreadsheet, tab: str | None) -> int:
    """The number of the sheet that is meant."""
    names = ", ".join(f"'{one.title}'" for one in found.sheets)
    fitting = [one for one in found.sheets if tab is None or one.title == tab]
    if len(fitting) != 1:
        raise click.UsageError(
            f"Which sheet of '{found.title}'? --tab names one of: {names}. Nothing was tied."
        )
    return fitting[0].sheet_id
