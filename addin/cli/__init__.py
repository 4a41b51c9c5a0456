"""``tieout``: each command parses its arguments, calls one job and prints its report.

The commands are listed here by name and imported only when called, so that ``tieout --help``
answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import NamedTuple

import click

from addin import __version__
from addin.errors import AddinError

COULD_NOT_RUN = 2


class _Listed(NamedTuple):
    module: str
    help: str


COMMANDS = {
    "demo": _Listed("demo", "Make a sample production and check it."),
    "check": _Listed("check", "Say what does not tie in a production's workbooks."),
    "reconcile": _Listed("reconcile", "Tie two lists out, row by row, to a difference of zero."),
    "decide": _Listed(
        "decide", "Accept or reject suggested matches; every decision can be undone."
    ),
    "refresh": _Listed("refresh", "Bring the cost report up to date with ledger and PO log."),
    "import": _Listed(
        "import_file", "Bring an export, a schedule or a plan into the workbooks; nothing twice."
    ),
    "sync": _Listed("sync", "Sync tables with shared Google Sheets, both ways."),
    "plan": _Listed("plan", "Date a plan: critical path, float, slip, levelling, a Gantt page."),
    "adopt": _Listed("adopt", "Show what each table is taken for; confirm and keep it."),
    "recalc": _Listed("recalc", "Say which formulas show old numbers; put fresh ones in."),
    "diff": _Listed("diff", "Say what changed between two versions of a workbook."),
    "explain": _Listed("explain", "Say where the number in a cell comes from."),
    "waive": _Listed("waive", "Judge a finding fine: it stays out until it changes."),
    "serve": _Listed("serve", "Answer formulas of Excel on the web, the Mac and Windows."),
    "people": _Listed("people", "Say who may open the review service, and who may decide there."),
    "press": _Listed("press", "Press a button of the ribbon from here."),
    "nightly": _Listed("nightly", "Check many productions in turn, with one summary."),
    "cluster": _Listed("cluster", "Prepare nights on several machines, and plan them."),
    "schedule": _Listed("schedule", "Have the computer begin a studio's nights by itself."),
    "alerts": _Listed("alerts", "Say who is told what after a night; send a test message."),
    "history": _Listed("history", "Look back on the nights of a studio; export, forget old ones."),
    "trend": _Listed("trend", "Say how cost reports and findings moved from night to night."),
    "papers": _Listed("papers", "A night as a findings workbook, or as a PDF with a page each."),
    "sheets": _Listed("sheets", "Sign in to Google; tie, share and probe shared spreadsheets."),
    "templates": _Listed("templates", "Build the workbook templates from their contracts."),
    "functions": _Listed(
        "functions", "List the spreadsheet functions, search them, show how one is used."
    ),
    "switch-names": _Listed("switch_names", "Spell our functions for another Excel, or for Calc."),
    "install": _Listed("install", "Put the add-in into Excel or LibreOffice on this computer."),
    "uninstall": _Listed("uninstall", "Take back what 'tieout install' did on this computer."),
    "doctor": _Listed(
        "doctor", "Say whether the add-in works on this computer, and what to do if not."
    ),
    "build": _Listed("build", "Build the add-in for Excel, Excel on the web, or LibreOffice."),
}


class _Commands(click.Group):
    """A group that imports a command when it is called, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        command = getattr(import_module(f"addin.cli.{listed.module}"), listed.module)
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake in the table above
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``, from the table above and without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.help) for name, listed in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest name for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tieout")
def tieout() -> None:
    """Keep production budgets, cost reports and schedules tied out in your own workbooks.

    Start with 'tieout demo', or with 'tieout check FOLDER' on a production of yours: nothing is
    changed in a workbook unless you ask for it.
    """


def main() -> None:
    """Run the command line; every known trouble ends in a sentence and status 2."""
    _every_letter_can_be_shown()
    try:
        status = tieout.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = COULD_NOT_RUN
    except click.exceptions.Abort:
        click.echo(
            "Stopped. Every workbook is as it was, or wholly written with a backup beside it.",
            err=True,
        )
        status = COULD_NOT_RUN
    except AddinError as error:
        click.echo(_shown(str(error)), err=True)
        status = COULD_NOT_RUN
    except BrokenPipeError:
        status = 0
    except Exception as error:  # a bug of ours: a coordinator gets a sentence
        if os.environ.get("TIEOUT_TRACE"):
            raise
        click.echo(
            f"Tieout itself failed ({type(error).__name__}: {_shown(str(error))}). Every workbook "
            "is as it was, or wholly written with a backup beside it. Set TIEOUT_TRACE=1 to see "
            "where it failed.",
            err=True,
        )
        status = COULD_NOT_RUN
    sys.exit(status if isinstance(status, int) else 0)


def _every_letter_can_be_shown() -> None:
    """A ✗, or a name in another alphabet, is shown as ? where the output has no letter for it.

    On Windows that is any output into a file or another program: its code page has 200 letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _shown(text: str) -> str:
    from addin.cli.saying import harmless  # noqa: PLC0415 - only when something is wrong

    return harmless(text)
