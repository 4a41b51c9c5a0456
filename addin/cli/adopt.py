"""``tieout adopt``."""

from __future__ import annotations

from pathlib import Path

import click

from addin import wiring
from addin.cli.saying import say
from addin.cli.terminal import Console
from addin.jobs.adopt import Proposal, adopted_text, propose
from addin.reports.as_text import proposal_as_text
from addin.settings.model import FILE_NAME
from addin.tables.table import Role


@click.command(short_help="Show what each table is taken for; confirm and keep it.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Keep what is understood without asking.")
@click.option("--dry-run", is_flag=True, help="Show the proposal and write nothing.")
def adopt(folder: Path, *, yes: bool, dry_run: bool) -> int:
    """Show what each table in FOLDER is taken for and why; confirm it and keep it.

    What you confirm is saved as production.toml in the folder: a text that you can edit. Nothing in
    a workbook is touched. Tables that are already in it stay as they are.
    """
    settings = wiring.settings_of(folder)
    proposal = propose(wiring.workbooks(folder), settings, wiring.production_name(folder))
    Console().print(proposal_as_text(proposal.by_workbook()))
    for problem in proposal.problems:
        say(f"{problem.place}: {problem.message}", err=True)
    if dry_run:
        return 0
    if not proposal.new:
        say(f"Nothing new to keep in {FILE_NAME}.")
        return 0
    kept = proposal if yes else _confirmed(proposal)
    path = folder / FILE_NAME
    before = wiring.read_text(path) if path.exists() else ""
    wiring.save_text(path, adopted_text(before, settings, kept))
    say(f"{len(kept.new)} tables are kept in {path}.")
    return 0


def _confirmed(proposal: Proposal) -> Proposal:
    roles = [str(role) for role in Role]
    kept = []
    for table in proposal.new:
        question = f"{table.name}: {table.role.replace('_', ' ')}? (y)es, (l)eave alone, or a role"
        answer = click.prompt(question, default="y").strip().lower().replace(" ", "_")
        while answer not in {"y", "yes", "l", "leave", *roles}:
            answer = click.prompt(f"One of: y, l, {', '.join(roles)}").strip().lower()
        if answer in {"l", "leave"}:
            kept.append(proposal.as_role(table, Role.UNKNOWN))
        elif answer in roles:
            kept.append(proposal.as_role(table, Role(answer)))
        else:
            kept.append(table)
    return proposal.keeping(kept)
