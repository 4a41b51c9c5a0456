"""What a night is to do, before anything of it is begun."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from addin.errors import NothingToDo, SettingsError
from addin.nightly.manifest import Studio
from addin.nightly.orders import Orders
from addin.nightly.plan import dated, only, plan_of, tasks_of
from addin.ports.nights import Begun
from addin.settings.studio import UNSAID, NightSettings, StepName, StudioSettings, Writes

ORDERS = Orders("", dt.datetime(2026, 3, 2, 23))
FOLDERS = (Path("/s/alpha"), Path("/s/beta"), Path("/s/gamma"))
STUDIO = Studio("K", StudioSettings(), FOLDERS, None, (NightSettings(minutes=3), UNSAID, UNSAID))


def own(folder: Path) -> NightSettings:
    """Beta says something itself, gamma's settings have mistakes."""
    if folder.name == "gamma":
        raise SettingsError(str(folder), ((1, "what"),))
    return NightSettings(memory_mb=100) if folder.name == "beta" else UNSAID


def test_limits_are_the_productions_the_manifests_or_the_usual_ones():
    """In this order; mistakes in its settings are for its own night to tell."""
    tasks = tasks_of(STUDIO, ORDERS, own)

    assert [(one.minutes, one.memory_mb) for one in tasks] == [(3, 2048), (10, 100), (10, 2048)]


def test_a_folder_that_is_not_ours_to_read_is_for_its_own_night_to_tell():
    """A production on a share that lets nobody in stops no other."""

    def refused(folder: Path) -> NightSettings:
        raise PermissionError(str(folder))

    assert len(tasks_of(STUDIO, ORDERS, refused)) == 3


def test_what_somebody_asked_for_is_written_whatever_the_settings_say():
    """--write on the command line; the rest of the settings holds."""
    orders = replace(ORDERS, writes=frozenset({Writes.FINDINGS}))
    said = NightSettings(write=frozenset({Writes.IMPORTS}), steps=(StepName.VALIDATE,))

    assert orders.night_of(said).write == frozenset({Writes.FINDINGS, Writes.IMPORTS})
    assert orders.night_of(said).steps == (StepName.VALIDATE,)
    assert ORDERS.night_of(UNSAID).write == frozenset()


def test_productions_are_chosen_by_name_or_folder_and_keep_their_place():
    """Upper and lower case alike."""
    tasks = tasks_of(STUDIO, ORDERS, own)

    assert [one.position for one in only(tasks, ["GAM*", "the first"], _name)] == [0, 2]
    assert [one.position for one in only(tasks, ["/s/b*"], _name)] == [1]
    assert only(tasks, [], _name) == tasks


def test_a_pattern_that_chooses_nothing_is_a_mistake():
    """A misspelt name never runs an empty night."""
    with pytest.raises(NothingToDo, match="'delta'"):
        only(tasks_of(STUDIO, ORDERS, own), ["alpha", "delta"], _name)


def test_the_same_orders_are_the_same_plan_and_others_are_not():
    """The time of day does not matter; what may be written, limits and the day do."""
    plan = plan_of(STUDIO, tasks_of(STUDIO, ORDERS, own), ORDERS, "in-process")

    def planned(**changed) -> str:
        orders = replace(ORDERS, **changed)
        return plan_of(STUDIO, tasks_of(STUDIO, orders, own), orders, "local:2").orders

    assert planned(at=dt.datetime(2026, 3, 2, 23, 59)) == plan.orders
    assert planned(at=dt.datetime(2026, 3, 3)) != plan.orders
    assert planned(writes=frozenset({Writes.FINDINGS})) != plan.orders
    assert planned(syncs=False) != plan.orders


def test_a_night_that_goes_on_is_the_same_night_to_its_productions():
    """So that what it found before it was cut short is not recorded as an earlier run."""
    begun = Begun(7, ORDERS.at, {})

    assert _called("K", begun) == _called("K", replace(begun, is_resumed=True))


@pytest.mark.parametrize(
    ("studio", "begun"),
    [
        ("K", Begun(8, ORDERS.at, {})),
        ("K", Begun(7, ORDERS.at + dt.timedelta(days=1), {})),
        ("Other", Begun(7, ORDERS.at, {})),
    ],
    ids=["the next", "a memory that counts anew", "another manifest over the same productions"],
)
def test_another_night_is_another_to_its_productions(studio, begun):
    """A number alone may come twice: what is new or resolved would be told wrongly."""
    assert _called(studio, begun) != _called("K", Begun(7, ORDERS.at, {}))


def test_nights_that_nobody_remembers_are_each_their_own():
    """All of them are number 0, and none is gone on with."""
    begun = Begun(0, ORDERS.at, {})

    assert _called("K", begun) != _called("K", begun)
    assert _called("K", begun)


def _called(studio: str, begun: Begun) -> str:
    (night,) = {one.orders.night for one in dated(tasks_of(STUDIO, ORDERS, own), studio, begun)}
    return night


def _name(folder: Path) -> str:
    return "The First" if folder.name == "alpha" else folder.name


def test_a_night_over_some_lists_all_productions_and_is_a_night_of_its_own():
    """Those that were not chosen are still the studio's; another choice is another night."""
    tasks = tasks_of(STUDIO, ORDERS, own)
    whole = plan_of(STUDIO, tasks, ORDERS, "in-process")
    first = plan_of(STUDIO, tasks[:1], ORDERS, "in-process")
    second = plan_of(STUDIO, tasks[1:2], ORDERS, "in-process")

    assert (whole.chosen, first.chosen) == (None, 1)
    assert whole.folders == first.folders == second.folders
    assert len({whole.orders, first.orders, second.orders}) == 3
