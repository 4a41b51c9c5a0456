"""From what hosts want and what is there to the steps of an installation, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from addin.errors import AddinError
from addin.hosts.install import receipt as receipts
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.hosts.install.receipt import Entry, Receipt, digest
from addin.hosts.install.setting_lines import value_of, without_value
from addin.hosts.install.steps import Change, LeaveAlone, MakeFolders, RemoveFolders, Run, Step
from addin.hosts.install.wanted import Content, Line, Nothing, Wanted


class CannotPlan(AddinError):
    """A place cannot be looked at; nothing was changed."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place} cannot be read ({self.reason}). Nothing was changed."


@dataclass(slots=True)
class _Plan:
    """A plan in the making: what has been decided, in four groups, and what is then known."""

    home: Home
    computer: Computer
    receipt: Receipt
    keeping: list[Step] = field(default_factory=list)
    changing: list[Step] = field(default_factory=list)
    running: list[Step] = field(default_factory=list)
    alone: list[Step] = field(default_factory=list)
    spared: set[str] = field(default_factory=set)

    def leave(self, where: Where, why: str, entry: Entry) -> None:
        """Leave a place as it is, and with it what was kept of it."""
        self.alone.append(LeaveAlone(f"Leave {where} alone: {why}."))
        self.spared.add(entry.kept)

    def read(self, where: Where) -> bytes | None:
        try:
            return self.computer.read(where)
        except OSError as error:
            raise CannotPlan(str(where), error.strerror or str(error)) from None


def plan(home: Home, computer: Computer, wanted: Iterable[Wanted]) -> tuple[Step, ...]:
    """The steps that bring about what hosts want. What is as it should be is left alone.

    In this order: folders are made, what will be replaced is kept, it is noted what will be
    written (so that a run that dies can be taken back too), places are changed, programs run.

    Raises:
        ReceiptUnreadable, CannotPlan: it cannot be told what is there.
    """
    made = _Plan(home, computer, receipts.receipt_of(home, computer))
    for each in wanted:
        for place in each.places:
            _want(made, each.host, place)
        made.alone += [LeaveAlone(says) for says in each.satisfied]
        for program in each.programs:
            replaces = f" {program.replaces}" if program.replaces else ""
            says = f"{program.what}: {_shown(program.command)}.{replaces}"
            made.running.append(Run(says, program.command, program.back))
            if (each.host, program.back) not in made.receipt.programs:
                programs = (*made.receipt.programs, (each.host, program.back))
                made.receipt = replace(made.receipt, programs=programs)
    return _in_order(made)


def _shown(command: Sequence[str]) -> str:
    """A command as a person would type it."""
    return " ".join(f'"{word}"' if " " in word else word for word in command)


def _want(made: _Plan, host: str, wanted: Content | Line | Nothing) -> None:
    """What to do for one place."""
    where, there = wanted.where, made.read(wanted.where)
    after = wanted.after(there)
    if there == after:
        if after is not None:
            made.alone.append(LeaveAlone(f"Leave {where} alone: {wanted.what} is as it should be."))
        return
    known = made.receipt.entry(where)
    own = isinstance(wanted, Content) and wanted.own
    was = _was_before(made, known, there)
    kept = ""
    if was is not None:
        kept = receipts.name_of_kept(where, was)
        _keep(made, where, kept, was)
    if after is None:
        says = f"Remove {where}: {wanted.what}."
    else:
        says = f"{'Write' if there is None else 'Replace'} {where}: {wanted.what}."
    made.changing.append(Change(says, where, there, after))
    line = wanted if isinstance(wanted, Line) else None
    entry = Entry(
        host,
        str(where.path),
        where.stream,
        where.in_registry,
        where.private,
        digest(after) if after is not None else "",
        kept,
        own,
        line.key if line else "",
        line.value.hex() if line else "",
    )
    made.receipt = made.receipt.with_entry(entry)


def _was_before(made: _Plan, known: Entry | None, there: bytes | None) -> bytes | None:
    """What uninstalling must put back, once a place is changed again."""
    if known is None:
        return there
    kept = made.read(receipts.kept_at(made.home, known.kept)) if known.kept else None
    ours = there is None or digest(there) == known.written or known.own
    if ours:
        return kept
    if known.key and value_of(there or b"", known.key) == bytes.fromhex(known.value):
        return _without_line(there or b"", known, kept)
    return there


def _without_line(there: bytes, entry: Entry, kept: bytes | None) -> bytes:
    """A user's file of settings with our line as it was before."""
    before = None if kept is None else value_of(kept, entry.key)
    return without_value(there, entry.key, before)


def _keep(made: _Plan, where: Where, name: str, content: bytes) -> None:
    place = receipts.kept_at(made.home, name)
    there = made.read(place)
    if there != content:
        says = f"Keep what {where} holds now as {place}."
        made.keeping.append(Change(says, place, there, content))


def _in_order(made: _Plan) -> tuple[Step, ...]:
    """All steps, with the folders they need before and the receipt between."""
    old = receipts.receipt_of(made.home, made.computer)
    before = made.read(receipts.where_of(made.home))
    if not made.changing and made.receipt == old:
        return (*made.alone, *made.running)
    note = receipts.where_of(made.home)
    places = [step.where for step in (*made.keeping, *made.changing) if isinstance(step, Change)]
    folders = _missing(made.computer, [note, *places])
    told = replace(
        made.receipt,
        folders=tuple(dict.fromkeys((*made.receipt.folders, *map(str, folders)))),
    )
    first: list[Step] = []
    if folders:
        listed = ", ".join(map(str, folders))
        first.append(MakeFolders(f"Make the folders {listed}.", folders))
    noted = told.to_bytes()
    steps = [*made.alone, *first, *made.keeping]
    if noted != before:
        says = f"Note in {note} what is written, for uninstalling."
        steps.append(Change(says, note, before, noted))
    return (*steps, *made.changing, *made.running)


def _missing(computer: Computer, places: Sequence[Where]) -> tuple[PurePath, ...]:
    """The folders that places need and that are not there, those above first."""
    needed: list[PurePath] = []
    for where in places:
        if where.in_registry or where.stream:
            continue
        for folder in where.path.parents:
            if computer.is_folder(folder):
                break
            if folder not in needed:
                needed.append(folder)
    return tuple(sorted(needed, key=lambda folder: (len(folder.parts), str(folder))))


def plan_removal(
    home: Home, computer: Computer, hosts: Iterable[str], gone: Iterable[str] = ()
) -> tuple[Step, ...]:
    """The steps that take back what was installed for hosts; none if nothing was.

    What install wrote is removed, and what it replaced is put back. A file that somebody has
    changed since is left alone. ``gone`` are hosts whose programs have nothing to take back any
    more, because the user did it.

    Raises:
        ReceiptUnreadable, CannotPlan: it cannot be told what is there.
    """
    chosen, over = set(hosts), set(gone)
    made = _Plan(home, computer, receipts.receipt_of(home, computer))
    old = made.receipt
    for host, back in old.programs:
        if host in chosen - over:
            made.running.append(Run(f"Take back: {_shown(back)}.", back))
    for entry in reversed(old.entries):
        if entry.host in chosen:
            _take_back(made, entry)
    left = replace(
        old,
        entries=tuple(entry for entry in old.entries if entry.host not in chosen),
        programs=tuple(each for each in old.programs if each[0] not in chosen),
    )
    if left == old:
        return ()
    return (*made.alone, *made.changing, *_forgetting(made, old, left), *made.running)


def _take_back(made: _Plan, entry: Entry) -> None:
    """What to do for one place that install changed."""
    where = _where(made.home, entry)
    there = made.read(where)
    kept = made.read(receipts.kept_at(made.home, entry.kept)) if entry.kept else None
    if entry.kept and kept is None:
        made.leave(where, "what it replaced is no longer kept", entry)
        return
    if where.stream and _will_be_gone(made, Where(where.path)):
        return
    after = kept
    if there is not None and not entry.own and digest(there) != entry.written:
        if there == kept:
            return
        if not entry.key or value_of(there, entry.key) != bytes.fromhex(entry.value):
            made.leave(where, "somebody has changed it since", entry)
            return
        after = _without_line(there, entry, kept)
    if there == after:
        return
    says = f"Remove {where}." if after is None else f"Put back what {where} was before."
    made.changing.append(Change(says, where, there, after))


def _where(home: Home, entry: Entry) -> Where:
    path = type(home.state)(entry.path)
    return Where(path, entry.stream, entry.in_registry, entry.private)


def _will_be_gone(made: _Plan, file: Where) -> bool:
    """Whether a file will not be there after the steps so far."""
    for step in made.changing:
        if isinstance(step, Change) and str(step.where) == str(file):
            return step.after is None
    return made.read(file) is None


def _forgetting(made: _Plan, old: Receipt, left: Receipt) -> tuple[Step, ...]:
    """The receipt without what was taken back, and nothing kept that nobody needs any more."""
    note = receipts.where_of(made.home)
    needed = {entry.kept for entry in left.entries} | made.spared
    steps: list[Step] = []
    for name in dict.fromkeys(entry.kept for entry in old.entries):
        place = receipts.kept_at(made.home, name)
        content = made.read(place) if name else None
        if content is not None and name not in needed:
            steps.append(Change(f"Remove {place}, which is put back.", place, content, None))
    after = left.to_bytes()
    says = f"Note in {note} what is left." if after else f"Remove {note}."
    steps.append(Change(says, note, made.read(note), after))
    if old.folders:
        path = type(made.home.state)
        folders = tuple(sorted(map(path, old.folders), key=lambda folder: len(folder.parts)))
        steps.append(
            RemoveFolders("Remove the folders that install made and that are empty.", folders)
        )
    return tuple(steps)
