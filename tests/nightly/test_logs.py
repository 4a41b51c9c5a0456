"""What a night's log says, what it never says, and that it neither grows without end nor loses."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import Ended, Outcome, Point, ProductionNight, Step
from addin.errors import HistoryUnusable
from addin.nightly.logs import NightLog, night_log, usual_log

AT = dt.datetime(2026, 3, 16, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def lines(file: Path) -> list[dict[str, object]]:
    """What a log says."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def point(code: str = "COS102", severity: int = 3, message: str = "", cell: str = "C2") -> Point:
    """An open finding."""
    return Point("k", code, severity, "new", "Book.xlsx", "Report", cell, message)


def production(**more) -> ProductionNight:
    """A production's night."""
    return ProductionNight(0, more.pop("name", "Heist"), "/shows/Heist", AT, Ended.CHECKED, **more)


def test_a_night_is_told_line_by_line(tmp_path):
    """Begun, each production with its counts, what else happened, ended with its status."""
    log = NightLog(usual_log(tmp_path), lambda: AT)

    log.begun("Northlight", 2, "local:2")
    log.ended_production(
        production(
            points=(point(), point(), point("PO201", 2)),
            steps=(
                Step("import", Outcome.NOTHING),
                Step("validate", Outcome.DONE, seconds=1.25),
                Step("sync", Outcome.FAILED, "…", "SharedSheetBusy", 3, 4.0),
            ),
            seconds=5.5,
            peak=81_000_000,
            tries=2,
        )
    )
    log.note("alert failed", alert="production office", error="NotifyFailed")
    log.ended(3, {"checked": 1, "failed": 1}, 7.25)

    told = lines(tmp_path / ".tieout" / "logs" / "night.log")
    assert [one.pop("event") for one in told] == ["begun", "production", "alert failed", "ended"]
    assert {one.pop("at") for one in told} == {"2026-03-16T02:30:00+01:00"}
    assert {one.pop("process") for one in told} == {os.getpid()}
    assert told == [
        {"studio": "Northlight", "productions": 2, "engine": "local:2"},
        {
            "production": "Heist",
            "ended": "checked",
            "errors": 2,
            "warnings": 1,
            "notes": 0,
            "new": 3,
            "resolved": 0,
            "codes": {"COS102": 2, "PO201": 1},
            "seconds": 5.5,
            "steps": {"validate": 1.25, "sync": 4.0},
            "failed": {"sync": "SharedSheetBusy"},
            "tries": 2,
            "peak_mb": 81,
        },
        {"alert": "production office", "error": "NotifyFailed"},
        {"status": 3, "checked": 1, "failed": 1, "seconds": 7.25},
    ]
    assert log.trouble == ""


CELL = "MARLOWE 4711.50"


@settings(deadline=None)
@given(st.sampled_from(["message", "advice", "waiver", "cell", "sheet", "workbook"]), st.booleans())
def test_nothing_of_a_cell_and_no_sentence_reaches_the_log(field, failed):
    """Wherever it stands in what a production's night says."""
    said: Any = {field: CELL}
    one = ProductionNight(
        0,
        "Heist",
        CELL,
        AT,
        Ended.FAILED if failed else Ended.PARTLY,
        CELL,
        "DamagedFile",
        (Step("sync", Outcome.FAILED, CELL, "AnswerLost", touched=(CELL,)),),
        (replace(point(), **said),),
        worker=CELL,
        inputs=CELL,
    )
    with tempfile.TemporaryDirectory() as folder:
        log = NightLog(Path(folder) / "night.log")
        log.ended_production(one)
        text = (Path(folder) / "night.log").read_text("utf-8")

    assert "4711" not in text
    assert "DamagedFile" in text


@settings(deadline=None)
@given(
    st.sampled_from(
        [
            "slack://T0/B0/xyz",
            "mailto://user:pw@mail.example",
            "postgresql+psycopg://tieout:hunter2@db/nights",
            "https://hooks.example/services/T0",
            "line.producer@example.com",
        ]
    ),
    st.text(max_size=200),
    st.text(max_size=200),
)
def test_no_address_reaches_the_log_whatever_is_told(address, before, after):
    """An alert, a studio or an engine may be called by one."""
    text = before + address + after
    with tempfile.TemporaryDirectory() as folder:
        log = NightLog(Path(folder) / "night.log")
        log.note(text, alert=text, error=text)
        log.begun(text, 1, address)
        log.ended_production(production(name=text, error=text, points=(point(code=text),)))
        log.ended(3, {text: 1})
        told = (Path(folder) / "night.log").read_text("utf-8")

    assert len(told.splitlines()) == 4
    assert address not in told
    assert "://" not in told
    assert "hunter2" not in told
    assert "@" not in told


def test_a_full_file_makes_way_and_only_so_many_are_kept(tmp_path):
    """The newest is the one without a number; no line is cut."""
    log = NightLog(tmp_path / "night.log", most_bytes=400, kept=2)

    for number in range(40):
        log.note("stopped", number=number)

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["night.log", "night.log.1", "night.log.2"]
    told = [one["number"] for name in reversed(names) for one in lines(tmp_path / name)]
    assert told == list(range(40 - len(told), 40))
    assert all((tmp_path / name).stat().st_size < 600 for name in names)


def _write(file: str, who: int) -> None:
    log = NightLog(Path(file), most_bytes=2000, kept=200)
    for number in range(150):
        log.note("stopped", who=who, number=number)


def test_two_processes_that_write_lose_nothing(tmp_path):
    """Though files change below them."""
    spawning = multiprocessing.get_context("spawn")
    file = tmp_path / "night.log"
    workers = [spawning.Process(target=_write, args=(str(file), who)) for who in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    told = [one for path in tmp_path.glob("night.log*") for one in lines(path)]
    assert not (tmp_path / "night.log.lock").exists()
    assert len(list(tmp_path.iterdir())) > 5
    assert sorted((one["who"], one["number"]) for one in told) == [
        (who, number) for who in range(2) for number in range(150)
    ]


def test_whoever_died_while_changing_files_is_not_waited_for(tmp_path):
    """A lock of another day counts for nothing."""
    lock = tmp_path / "night.log.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    log = NightLog(tmp_path / "night.log", most_bytes=10, kept=1)

    log.note("stopped")
    log.note("stopped")

    assert (tmp_path / "night.log.1").exists()
    assert not lock.exists()


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    """It is remembered why; a night without a log is one too."""
    (tmp_path / "logs").write_text("a file where the folder should be")
    log = NightLog(tmp_path / "logs" / "night.log")

    log.note("stopped")
    NightLog(None).note("stopped")

    assert log.trouble
    with pytest.raises(NotADirectoryError):
        (tmp_path / "logs" / "night.log").read_bytes()


def test_a_night_that_is_refused_or_breaks_off_says_so(tmp_path):
    """By the class alone; and it is refused all the same."""
    file = tmp_path / "night.log"

    with pytest.raises(HistoryUnusable), night_log(file):
        raise HistoryUnusable("postgresql://tieout:hunter2@db", "gone")
    with pytest.raises(ZeroDivisionError), night_log(file):
        raise ZeroDivisionError
    with night_log(file) as log:
        log.ended(0, {})

    told = lines(file)
    assert [one["event"] for one in told] == ["refused", "broke off", "ended"]
    assert [one.get("error") for one in told] == ["HistoryUnusable", "ZeroDivisionError", None]
    assert "hunter2" not in file.read_text("utf-8")
