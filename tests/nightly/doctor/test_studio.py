"""What stands in the way of a studio's nights is found before the first one, and named."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from addin.hosts.install.check import Check, State
from addin.nightly.doctor.studio import engine_asked, examine, looked_at

MANIFEST = 'productions = ["shows/*"]\n[studio]\nname = "Nordlicht"\n'
CLOSED = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything"
)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A studio of two empty productions."""
    for name in ("Heist", "Sequel"):
        (tmp_path / "shows" / name).mkdir(parents=True)
    path = tmp_path / "studio.toml"
    path.write_text(MANIFEST, "utf-8")
    return path


def found(
    manifest: Path, environment: Mapping[str, str] | None = None, *options: str
) -> list[Check]:
    """What the doctor finds."""
    looked = looked_at(manifest, environment or {}, options)
    return [looked] if isinstance(looked, Check) else list(examine(looked))


def wrong(checks: list[Check]) -> list[str]:
    """The problems, with what to do."""
    assert all(check.advice for check in checks if check.state is State.PROBLEM)
    return [f"{c.says} {c.advice}" for c in checks if c.state is State.PROBLEM]


def test_with_a_studio_as_it_should_be_nothing_is_wrong(manifest):
    """Only that nobody is told is worth knowing; and nothing was made by looking."""
    before = sorted(manifest.parent.rglob("*"))

    checks = found(manifest)

    assert wrong(checks) == []
    assert {check.host for check in checks} == {"nights of Nordlicht"}
    assert [c.says for c in checks if c.state is State.NOTE] == ["Nobody is told how a night went."]
    assert "names 2 productions" in checks[0].says
    assert any("engine is in-process" in check.says for check in checks)
    assert sorted(manifest.parent.rglob("*")) == before


def test_a_manifest_with_mistakes_is_all_there_is_to_say(manifest):
    """With the line."""
    manifest.write_text(MANIFEST + "nmae = 1\n", "utf-8")

    (check,) = found(manifest)

    assert check.state is State.PROBLEM
    assert "nmae" in check.says


def test_mistakes_of_productions_are_all_named(manifest):
    """Each with its file; the same trouble of many in one line."""
    for name in ("Heist", "Sequel"):
        (manifest.parent / "shows" / name / "production.toml").write_text(f"[{name.lower()}]\n")

    problems = wrong(found(manifest))

    assert len(problems) == 2
    assert "Heist" in problems[0]
    assert "Sequel" in problems[1]


@CLOSED
def test_folders_that_are_closed_to_the_night_are_named(manifest):
    """Reading is needed always, writing where the night writes, or keeps a history."""
    heist, sequel = (manifest.parent / "shows" / name for name in ("Heist", "Sequel"))
    (heist / "production.toml").write_text('[night]\nwrite = ["findings"]\n')
    heist.chmod(0o555)
    sequel.chmod(0o000)
    try:
        problems = wrong(found(manifest))
    finally:
        heist.chmod(0o755)
        sequel.chmod(0o755)

    assert any("closed to it" in one and str(heist) in one for one in problems)
    assert any("may not be read" in one and str(sequel) in one for one in problems)


def test_what_a_production_may_do_decides_whether_it_must_be_writable(manifest, monkeypatch):
    """As told by the system; tests may run as one who may do anything."""
    heist, sequel = (manifest.parent / "shows" / name for name in ("Heist", "Sequel"))
    (heist / "production.toml").write_text('[night]\nwrite = ["findings"]\n')
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or Path(path).is_file())

    problems = wrong(found(manifest))

    assert [one for one in problems if "closed to it" in one and str(heist) in one]
    assert [one for one in problems if "keeps no history" in one and str(sequel) in one]


def test_variables_of_alerts_are_named_and_never_shown(manifest):
    """Set is enough; empty is not."""
    manifest.write_text(
        MANIFEST + '[[alert]]\nname = "office"\nto = ["env:OFFICE", "env:PRODUCER"]\n', "utf-8"
    )
    checks = found(manifest, {"OFFICE": "slack://hunter2", "PRODUCER": " "})

    assert ["PRODUCER" in one and "OFFICE" not in one for one in wrong(checks)] == [True]
    assert "hunter2" not in str(checks)
    both = found(manifest, {"OFFICE": "slack://hunter2", "PRODUCER": "mailto://x"})
    assert wrong(both) == []
    assert any("OFFICE, PRODUCER" in check.says for check in both)


def test_a_database_that_does_not_answer_is_a_problem_without_its_address(manifest, tmp_path):
    """Nor is one whose variable is not set."""
    manifest.write_text(MANIFEST + 'state = "env:NIGHTS_AT"\n', "utf-8")

    assert any("NIGHTS_AT is not set" in one for one in wrong(found(manifest)))
    nowhere = f"sqlite:///{tmp_path}/none/of/these/hunter2.db"
    assert len(wrong(found(manifest, {"NIGHTS_AT": nowhere}))) == 1
    there = f"sqlite:///{tmp_path}/hunter2.db"
    checks = found(manifest, {"NIGHTS_AT": there})
    assert wrong(checks) == []
    assert "hunter2" not in str(checks)


class Usage(NamedTuple):
    """What ``shutil.disk_usage`` gives."""

    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("free", "state"),
    [(50_000_000, State.PROBLEM), (1_000_000_000, State.NOTE), (9_000_000_000, State.OK)],
)
def test_a_disk_that_is_nearly_full_is_told_once(manifest, monkeypatch, free, state):
    """However many productions are on it."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, free))

    checks = [check for check in found(manifest) if "are free on the disk" in check.says]

    assert [check.state for check in checks] == [state]


def test_productions_that_tie_sheets_need_a_sign_in(manifest, monkeypatch, tmp_path):
    """One in the night's own variables counts."""
    (manifest.parent / "shows" / "Heist" / "production.toml").write_text(
        '[[sync]]\nname = "Crew"\nworkbook = "crew.xlsx"\nsheet = "Crew"\nspreadsheet = "x"\n'
        'sheet_id = 0\n[sync.columns]\n"Name" = "ask"\n'
    )
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "TIEOUT_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    before = dict(os.environ)

    problems = wrong(found(manifest, {"TIEOUT_GOOGLE_CREDENTIALS": str(tmp_path / "none.json")}))

    assert len(problems) == 1
    assert problems[0].startswith("1 production ties Google Sheets: ")
    assert "none.json" in problems[0]
    assert dict(os.environ) == before


def test_an_engine_that_is_none_is_a_problem(manifest):
    """As the night would refuse it."""
    manifest.write_text(MANIFEST + 'engine = "warp"\n', "utf-8")

    assert any("warp" in one for one in wrong(found(manifest)))


def test_a_scheduler_that_does_not_answer_is_a_problem(manifest):
    """The option of a schedule counts before the manifest."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        answers = found(manifest, {}, "--cluster", address)
    silent = found(manifest, {}, f"--cluster={address}")

    assert wrong(answers) == []
    assert any(f"{address} answers" in check.says for check in answers)
    assert any(f"{address} does not answer" in one for one in wrong(silent))


def test_the_engine_is_the_last_that_a_schedule_names():
    """As the command line takes it."""
    assert engine_asked(()) == ""
    assert engine_asked(("--no-sync",)) == ""
    assert engine_asked(("--engine", "local:2", "--no-sync")) == "local:2"
    assert engine_asked(("--engine=local:2", "--cluster", "tls://a:1")) == "tls://a:1"
    assert engine_asked(("--engine",)) == ""
