"""The step that imports what lies in the drop folders, a file at a time."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.night import Outcome, Step
from addin.errors import AddinError, FileError, ImportRefused, NothingToDo, NothingToImport
from addin.jobs.load import Loaded
from addin.macros.import_file import BUTTON, done, planned
from addin.nightly.steps.bench import Bench
from addin.nightly.steps.refresh import pressed_step
from addin.nightly.steps.several import together
from addin.nightly.steps.surely import press_surely
from addin.nightly.steps.tries import tried
from addin.ports.drop import Dropped, State, Told
from addin.settings.studio import StepName, Writes

NAME = str(StepName.IMPORT)
_EMPTY = "Nothing lies in a drop folder."
_BY_HAND = (
    "Import it with 'tieout import FILE FOLDER --into SHEET' (a new name makes a list of its own), "
    "or write the account's last four figures into the sheet's name or title: from then on it is "
    "known."
)
_ASKS_A_PERSON = frozenset(one.__name__ for one in (NothingToDo, NothingToImport, ImportRefused))


def import_files(bench: Bench) -> Step:
    """Import each file by the button Import File, and put it away; what needs a person stays.

    The same content is never imported a second time: it is only put away.

    Raises:
        FileError: a drop folder is there and cannot be looked into.
    """
    asked = _Asked(bench)
    parts = [_one(bench, dropped, asked) for dropped in bench.drop.waiting()]
    asked.remember()
    return together(NAME, parts, _EMPTY)


class _Asked:
    """What people were asked to take away, and when: once is enough while nothing changes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._before = bench.drop.told()
        self._now: dict[str, Told] = {}

    def about(self, dropped: Dropped, found: Step) -> Step:
        """How a file ended that has nothing to import: held back in the first night alone."""
        orders = self._bench.orders
        try:
            content = self._bench.drop.content(dropped)
        except FileError:
            return found
        before = self._before.get(dropped.name)
        is_known = before is not None and before.content == content
        told = before if before and is_known else Told(content, orders.at.date(), orders.night)
        self._now[dropped.name] = told
        if told.night == orders.night:
            return found
        said = f"still waiting since {told.since} for somebody to take it away. {found.sentence}"
        return replace(found, outcome=Outcome.NOTHING, sentence=said, error="")

    def not_looked_into(self, dropped: Dropped) -> None:
        """A file that is open elsewhere tonight, say: what is known of it is not forgotten."""
        if dropped.name in self._before:
            self._now[dropped.name] = self._before[dropped.name]

    def remember(self) -> None:
        """Keep it for the next night, where anything is kept."""
        if self._bench.kept is not None and not self._bench.orders.is_dry:
            self._bench.drop.remember(self._now)


def _one(bench: Bench, dropped: Dropped, asked: _Asked) -> Step:
    if dropped.state is State.COMING:
        asked.not_looked_into(dropped)
        return Step(NAME, Outcome.NOTHING, f"{dropped.why} The next night looks again.")
    if dropped.state is State.REFUSED:
        return Step(NAME, Outcome.HELD, dropped.why, ImportRefused.__name__)
    found = tried(NAME, lambda on: _imported(on, dropped), bench)
    if found.outcome is Outcome.FAILED and found.error in _ASKS_A_PERSON:
        found = replace(found, outcome=Outcome.HELD)
    if found.error == NothingToImport.__name__:
        found = asked.about(dropped, found)
    elif found.outcome is Outcome.FAILED:
        asked.not_looked_into(dropped)
    return replace(found, sentence=f"{dropped.name}: {found.sentence}")


def _imported(bench: Bench, dropped: Dropped) -> Step:
    """One file that may be imported.

    Raises:
        AddinError: it cannot be; it stays where it is.
    """
    earlier = bench.drop.imported_before(dropped)
    may = bench.may(Writes.IMPORTS)
    if earlier:
        said = f"the same file was imported as {earlier}"
        return _put_away(bench, dropped, f"{said}.") if may else _would(f"{said}: to be put away.")
    desk = bench.desk
    answers = {"file": dropped.name}
    plan = planned(desk, answers, _loaded(bench))
    if not may:
        return _would(f"to be imported. {plan.sentence}")
    if plan.doubts:
        said = f"{' '.join(plan.doubts)} Nothing was written. {_BY_HAND}"
        return Step(NAME, Outcome.HELD, said, NothingToDo.__name__)
    if not plan.batches:
        return _put_away(bench, dropped, plan.sentence)
    bench.hook(f"to be imported: {dropped.name}")
    confirmed = {**answers, "confirm": "yes"}
    pressed = press_surely(bench, BUTTON, done(plan, desk, confirmed), confirmed)
    bench.reading.wrote(*(one.workbook for one in pressed.touched))
    step = pressed_step(NAME, pressed)
    if not pressed.ok:
        return step
    bench.hook(f"imported: {dropped.name}")
    away = _put_away(bench, dropped, step.sentence)
    return replace(away, touched=(*step.touched, *away.touched))


def _loaded(bench: Bench) -> Loaded | None:
    """The production as it is, None while it has no workbook: the first import makes one."""
    try:
        return bench.reading.now()
    except NothingToDo:
        bench.reading.wrote()
        return None


def _would(sentence: str) -> Step:
    return Step(NAME, Outcome.WOULD, sentence)


def _put_away(bench: Bench, dropped: Dropped, sentence: str) -> Step:
    """Move a file whose content is in the workbooks among the imported ones."""
    try:
        name = bench.drop.put_away(dropped, bench.orders.at.date())
    except AddinError as error:
        said = f"{sentence} It stays in its drop folder: {error}"
        return Step(NAME, Outcome.FAILED, said, f"{type(error).__name__}, put away")
    bench.hook(f"put away: {dropped.name}")
    return Step(NAME, Outcome.DONE, sentence, touched=(name,))
