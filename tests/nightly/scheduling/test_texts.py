"""What is written for each system, word for word; and what the system's own tools say of it."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from addin.hosts.install.computer import Ran
from addin.hosts.install.steps import Change
from addin.nightly.scheduling.catalogue import SCHEDULERS
from addin.nightly.scheduling.schedule import NotScheduled
from tests.nightly.scheduling.places import here_on, schedule_on

PLATFORMS = {"systemd": "linux", "cron": "linux", "launchd": "darwin", "windows": "win32"}
GOLDEN = Path(__file__).parents[2] / "golden" / "schedules"


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_what_is_written_is_what_was_read_in_review(name, tmp_path):
    """Paths with spaces, quotes, percent signs, dollars, backslashes and other letters."""
    here = here_on(PLATFORMS[name], tmp_path)

    texts = SCHEDULERS[name].texts(here, schedule_on(PLATFORMS[name]))

    shown = "".join(f"--- {where}\n{text}\n" for where, text in texts)
    assert shown == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(set(PLATFORMS) - {"cron"}))
def test_what_is_shown_is_what_is_written(name, tmp_path):
    """--print tells no other story than the steps do."""
    here = here_on(PLATFORMS[name], tmp_path)
    one = schedule_on(PLATFORMS[name], how=name)
    scheduler = SCHEDULERS[name]
    here.computer.answer = lambda _: Ran(1, "")  # type: ignore[attr-defined]

    steps = scheduler.installation(here, one)

    shown = dict(scheduler.texts(here, one))
    made = {
        str(step.where): step.after
        for step in steps
        if isinstance(step, Change) and step.where.path.suffix != ".json"
    }
    assert made
    for where, content in made.items():
        assert content is not None
        encoding = "utf-16" if name == "windows" else "utf-8"
        assert content.decode(encoding) == shown[where]


def _needed(program: str, package: str) -> str:
    """Where a program is; on a build server its absence is a failure."""
    found = shutil.which(program)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{package} is not installed on this build server")
    if found is None:
        pytest.skip(f"{package} is not installed")
    return found


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    """By its own check."""
    program = _needed("systemd-analyze", "systemd")
    folder = tmp_path / "Nord licht 'Süd' \"1\" 100% $HOME"
    folder.mkdir()
    here = here_on("linux", tmp_path)
    python = Path(shutil.which("python3") or "/usr/bin/python3")
    one = schedule_on("linux", folder / "studio x.toml", python=python)
    units = []
    for where, text in SCHEDULERS["systemd"].texts(here, one)[:2]:
        units.append(tmp_path / Path(where).name)
        units[-1].write_text(text, "utf-8")

    verified = subprocess.run(
        [program, "--user", "verify", *units],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )

    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("days", "begins"),
    [
        ((0, 1, 2, 3, 4), ["Thu 2026-03-26", "Fri 2026-03-27", "Mon 2026-03-30"]),
        ((5, 6), ["Sat 2026-03-28", "Sat 2026-04-04", "Sun 2026-04-05"]),
        (tuple(range(7)), ["Thu 2026-03-26", "Fri 2026-03-27", "Sat 2026-03-28"]),
    ],
)
def test_systemd_reads_the_days_as_they_are_meant(days, begins):
    """On Sunday 29 March 2026 there is no 02:30 in Berlin: systemd begins no night then."""
    from addin.nightly.scheduling.systemd import calendar  # noqa: PLC0415 - beside its use

    program = _needed("systemd-analyze", "systemd")

    said = subprocess.run(
        [program, "calendar", "--base-time=2026-03-25 12:00:00", "--iterations=3",
         calendar(schedule_on("linux", days=days))],
        capture_output=True, text=True, check=True,
        env={"TZ": "Europe/Berlin", "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    ).stdout  # fmt: skip

    told = [
        line.split(": ", 1)[1] for line in said.splitlines() if "elapse:" in line or "#" in line
    ]
    assert [each[:14] for each in told] == begins
    assert all("02:30:00" in each for each in told)


def test_the_agent_is_a_property_list_that_others_read(tmp_path):
    """By Python's reader and by libxml's; every word of the command is one."""
    from addin.nightly.scheduling.launchd import agent  # noqa: PLC0415 - beside its use

    one = schedule_on("darwin", days=(0, 6))
    content = agent(here_on("darwin", tmp_path), one)

    read = plistlib.loads(content)
    assert tuple(read["ProgramArguments"]) == one.command
    assert read["StartCalendarInterval"] == [
        {"Weekday": 1, "Hour": 2, "Minute": 30},
        {"Weekday": 0, "Hour": 2, "Minute": 30},
    ]
    assert read["ExitTimeOut"] == 900
    assert read["WorkingDirectory"] == str(one.folder)
    xmllint = _needed("xmllint", "libxml2-utils")
    subprocess.run([xmllint, "--noout", "--nonet", "-"], input=content, check=True)


# [MS-TSCH] 2.5: what may stand where. Where the schema says "sequence" the order counts; where it
# says "all" each part may stand once, in any order.
ALL = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version",
                         "Description", "Documentation"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "ScheduleByWeek": {"WeeksInterval", "DaysOfWeek"},
    "DaysOfWeek": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    "Settings": {"AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy",
                 "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "AllowHardTerminate",
                 "StartWhenAvailable", "NetworkProfileName", "RunOnlyIfNetworkAvailable",
                 "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings",
                 "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}  # fmt: skip
SEQUENCES = {
    "CalendarTrigger": ["Enabled", "StartBoundary", "EndBoundary", "Repetition",
                        "ExecutionTimeLimit", "RandomDelay", "ScheduleByWeek"],
}  # fmt: skip


def test_the_task_is_built_as_the_schema_has_it(tmp_path):
    """Names, order where order counts, and the values that are one of few."""
    from addin.nightly.scheduling.windows_tasks import NAMESPACE, task  # noqa: PLC0415 - beside it

    text = task(here_on("win32", tmp_path), schedule_on("win32"))
    top = ET.fromstring(text.partition("\n")[2])  # noqa: S314 - made a line above

    assert text.startswith('<?xml version="1.0" encoding="UTF-16"?>')
    assert top.attrib == {"version": "1.2"}
    for element in top.iter():
        assert element.tag.startswith(f"{{{NAMESPACE}}}")
        name = element.tag.rpartition("}")[2]
        inside = [child.tag.rpartition("}")[2] for child in element]
        if name in ALL:
            assert set(inside) <= ALL[name], name
            assert len(set(inside)) == len(inside), name
        elif name in SEQUENCES:
            assert inside == [each for each in SEQUENCES[name] if each in inside], name
        elif inside:
            assert name in {"Triggers", "Principals", "Actions"}
    values = {each.tag.rpartition("}")[2]: each.text for each in top.iter()}
    assert values["MultipleInstancesPolicy"] == "IgnoreNew"
    assert values["LogonType"] == "InteractiveToken"
    assert values["RunLevel"] == "LeastPrivilege"
    assert values["StartBoundary"] == "2024-01-01T02:30:00"
    assert values["UserId"] == r"STUDIO\Zoë"
    principal = top.find(f"{{{NAMESPACE}}}Principals/{{{NAMESPACE}}}Principal")
    actions = top.find(f"{{{NAMESPACE}}}Actions")
    assert principal is not None
    assert actions is not None
    assert principal.get("id") == actions.get("Context")


def test_windows_runs_python_without_a_window_where_there_is_one(tmp_path):
    """Somebody would close a black window in the morning."""
    from addin.nightly.scheduling.windows_tasks import task  # noqa: PLC0415 - beside its use

    here = here_on("win32", tmp_path)
    one = schedule_on("win32")
    assert r"Scripts\python.exe</Command>" in task(here, one)

    here.computer.write(one.python.with_name("pythonw.exe"), b"")  # type: ignore[attr-defined]

    assert r"Scripts\pythonw.exe</Command>" in task(here, one)


@pytest.mark.parametrize("folder", ["%TEMP%", "100% of %NAME% x", "$(Arg0)"])
def test_what_windows_would_replace_in_a_command_is_refused(folder, tmp_path):
    """There is no way to write it so that it stays."""
    one = schedule_on("win32", PureWindowsPath(rf"C:\{folder}\studio.toml"))

    with pytest.raises(NotScheduled, match="Rename the file or folder"):
        SCHEDULERS["windows"].texts(here_on("win32", tmp_path), one)


@pytest.mark.parametrize("folder", ["ends in a space ", "ends in a backslash\\"])
def test_a_folder_that_systemd_would_read_otherwise_is_refused(folder, tmp_path):
    """It cuts what stands at the end of a line."""
    one = schedule_on("linux", Path("/srv") / folder / "studio.toml")

    with pytest.raises(NotScheduled, match="Rename the folder"):
        SCHEDULERS["systemd"].texts(here_on("linux", tmp_path), one)


def test_a_line_that_is_too_long_for_cron_is_refused(tmp_path):
    """Rather than cut in two."""
    one = schedule_on("linux", Path("/srv") / ("a" * 250) / ("b" * 250) / "studio.toml")

    with pytest.raises(NotScheduled, match="shorter path, or use --with systemd"):
        SCHEDULERS["cron"].texts(here_on("linux", tmp_path), one)


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_no_value_of_a_variable_stands_in_what_is_written(name, tmp_path, monkeypatch):
    """Others may look at a schedule."""
    monkeypatch.setenv("TIEOUT_STATE", "postgresql://tieout:hunter2@db/nights")
    here = here_on(PLATFORMS[name], tmp_path)
    one = schedule_on(PLATFORMS[name])
    here.computer.write(one.variables, b"OFFICE=slack://hunter2")  # type: ignore[attr-defined]

    shown = str(SCHEDULERS[name].texts(here, one))

    assert "hunter2" not in shown
    assert one.variables.name in shown
