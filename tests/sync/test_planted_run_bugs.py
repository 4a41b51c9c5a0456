"""Every bug planted in the run of a sync is noticed by the case that is named for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from tests.sync.planted_bugs import planted
from tests.sync.planted_run_bugs import BUGS


@pytest.fixture(autouse=True)
def _nobody_reads_how_lists_differ(monkeypatch):
    """On a build server pytest draws it in full, which takes minutes for a first load."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("BUILD_NUMBER", raising=False)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.what)
def test_its_case_notices_it(bug):
    """Which holds without it, as the last test here shows."""
    with planted(bug):
        assert any(fails(run) for run in runs_of(bug.case))


def test_no_case_cries_wolf():
    """Imported anew as for a bug, but with none planted, each of them passes."""
    with planted(replace(BUGS[0], wrong=BUGS[0].right)):
        for case in sorted({bug.case for bug in BUGS}):
            for run in runs_of(case):
                run()


def runs_of(case: str) -> Iterator[Callable[[], Any]]:
    """Each run of a case: with every set of its parameters, on a world of its own."""
    test = case_named(case)
    edited = import_module("tests.sync.apply.edited").edited
    sets: list[dict[str, Any]] = [{}]
    for mark in getattr(test, "pytestmark", ()):
        names = [name.strip() for name in str(mark.args[0]).split(",")]
        rows = [one if len(names) > 1 else (one,) for one in mark.args[1]]
        sets = [{**had, **dict(zip(names, row, strict=True))} for had in sets for row in rows]
    for given in sets:
        world = {"world": edited()} if "world" in signature(test).parameters else {}
        yield partial(test, **given, **world)


def case_named(case: str) -> Callable[..., Any]:
    """The case of that name, wherever it stands among those of a run."""
    modules = sorted(Path(__file__).with_name("apply").glob("test_*.py"))
    named = (vars(import_module(f"tests.sync.apply.{one.stem}")) for one in modules)
    found: Callable[..., Any] = next(names[case] for names in named if case in names)
    return found


def fails(run: Callable[[], Any]) -> bool:
    """Whether a run fails; whatever it raises, somebody would see it."""
    try:
        run()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - a bug may raise anything
        return True
    return False
