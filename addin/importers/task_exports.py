"""Tasks as Asana, Jira and Trello export them: who does what until when, and what waits for what.

Source: the column names of Asana's and Jira's CSV exports and the board JSON of Trello, as their
help pages describe them; nobody here has an account to prove them with.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from addin.domain.critical_path import Link
from addin.domain.project_plan import Assignment, PlannedTask, ProjectPlan, Resource
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark
from addin.importers.listed import Record, begins_with, listed, records

_DONE: Final = frozenset({"done", "closed", "resolved", "complete", "completed", "approved"})
_EVERYTHING, _NOTHING = Decimal(1), Decimal(0)


def knows_asana(head: bytes, file_name: str) -> bool:
    """Whether the headings are Asana's."""
    del file_name
    return begins_with(head, "Task ID", "Name", "Assignee", "Due Date")


def knows_jira(head: bytes, file_name: str) -> bool:
    """Whether the headings are Jira's."""
    del file_name
    return begins_with(head, "Summary", "Issue key", "Status")


def knows_trello(head: bytes, file_name: str) -> bool:
    """Whether it begins as a board's JSON: an object with an id, a name and a description first."""
    del file_name
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"{") and b'"descData"' in head and b'"idOrganization"' in head


def read_asana(content: bytes, file_name: str) -> Imported:
    """Read one project.

    Raises:
        ImportRefused: the headings are not there.
    """
    told = list(records(listed(content, file_name, "Task ID", "Name")))
    tasks, remarks = [], list[Remark]()
    names = _unique_names(told, "Name", "Task ID")
    for one in told:
        waits = [
            name.strip()
            for each in one.all("Blocked By (Dependencies)")
            for name in each.split(",")
        ]
        tasks.append(
            PlannedTask(
                one.one("Task ID"),
                one.one("Name"),
                links=_links(one.one("Name"), waits, names, remarks, one.line),
                start=one.date("Start Date"),
                finish=one.date("Due Date"),
                done=_EVERYTHING if one.one("Completed At") else _NOTHING,
                level=2 if one.one("Parent task") else 1,
                assignments=_assigned(one.all("Assignee")),
                actual_finish=one.date("Completed At"),
                status="done" if one.one("Completed At") else "",
                section=one.one("Section/Column"),
                notes=one.one("Notes"),
            )
        )
    return _imported("asana", file_name, tasks, remarks)


def read_jira(content: bytes, file_name: str) -> Imported:
    """Read one list of issues; columns that stand there several times are all read.

    Raises:
        ImportRefused: the headings are not there.
    """
    told = list(records(listed(content, file_name, "Summary", "Issue key")))
    tasks, remarks = [], list[Remark]()
    keys = {one.one("Issue key"): one.one("Issue key") for one in told}
    for one in told:
        status = one.one("Status")
        due = one.one("Due date", "Due Date")
        finish = one.date("Due date", "Due Date")
        if due and finish is None:
            remarks.append(
                Remark(f"{one.one('Issue key')}: “{due}” was not read as a date", one.line)
            )
        tasks.append(
            PlannedTask(
                one.one("Issue key"),
                one.one("Summary"),
                links=_links(
                    one.one("Issue key"),
                    one.all("Inward issue link (Blocks)"),
                    keys,
                    remarks,
                    one.line,
                ),
                start=one.date("Custom field (Start date)", "Start date"),
                finish=finish,
                done=_EVERYTHING if status.casefold() in _DONE else _NOTHING,
                level=2 if one.one("Parent", "Parent id") else 1,
                assignments=_assigned(one.all("Assignee")),
                status=status,
                section=", ".join(one.all("Sprint")),
                notes=one.one("Description"),
            )
        )
    return _imported("jira", file_name, tasks, remarks)


def read_trello(content: bytes, file_name: str) -> Imported:
    """Read one board: its lists are sections, archived cards are left out.

    Raises:
        ImportRefused: it is no JSON, or no board.
    """
    try:
        board = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRefused(file_name, f"it is not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ImportRefused(file_name, f"line {error.lineno}: {error.msg}") from None
    except (RecursionError, ValueError):
        raise ImportRefused(file_name, "it is nested or numbered too deep") from None
    cards = _objects(board, "cards")
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise ImportRefused(file_name, "there are no cards in it")
    lists = {str(one.get("id")): str(one.get("name", "")) for one in _objects(board, "lists")}
    people = {
        str(one.get("id")): str(one.get("fullName", "")) for one in _objects(board, "members")
    }
    shown = [one for one in cards if not one.get("closed")]
    remarks = []
    if len(shown) < len(cards):
        remarks.append(Remark(f"{len(cards) - len(shown)} archived cards were left out"))
    tasks = [
        PlannedTask(
            str(one.get("id")),
            str(one.get("name") or ""),
            start=_iso(one.get("start")),
            finish=_iso(one.get("due")),
            done=_EVERYTHING if one.get("dueComplete") else _NOTHING,
            assignments=_assigned(people.get(str(id), "") for id in _texts(one, "idMembers")),  # noqa: A001
            status=lists.get(str(one.get("idList")), ""),
            section=lists.get(str(one.get("idList")), ""),
            notes=str(one.get("desc") or ""),
        )
        for one in shown
    ]
    return _imported("trello", file_name, tasks, remarks, str(board.get("name") or ""))


def _imported(
    kind: str,
    file_name: str,
    tasks: Sequence[PlannedTask],
    remarks: Sequence[Remark],
    title: str = "",
) -> Imported:
    named = {each.resource for one in tasks for each in one.assignments}
    plan = ProjectPlan(
        title or file_name.rpartition(".")[0] or file_name,
        tuple(tasks),
        {name: Resource(name, name) for name in sorted(named)},
    )
    return Imported(kind, file_name, plan=plan, remarks=tuple(remarks))


def _unique_names(told: Iterable[Record], name: str, id: str) -> Mapping[str, str]:  # noqa: A002
    """Name → id, for names that one task alone has: Asana links tasks by their names."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for one in told:
        if one.one(name) in found:
            doubled.add(one.one(name))
        found[one.one(name)] = one.one(id)
    return {key: value for key, value in found.items() if key not in doubled}


def _links(
    task: str, waits: Iterable[str], ids: Mapping[str, str], remarks: list[Remark], line: int
) -> tuple[Link, ...]:
    found: list[Link] = []
    for name in waits:
        if name in ids:
            found.append(Link(ids[name]))
        elif name:
            remarks.append(
                Remark(f"{task}: waits for “{name}”, which is no single task of the file", line)
            )
    return tuple(found)


def _assigned(names: Iterable[str]) -> tuple[Assignment, ...]:
    return tuple(Assignment(name) for name in dict.fromkeys(names) if name)


def _objects(told: Any, key: str) -> list[Mapping[str, Any]]:
    listed_ = told.get(key) if isinstance(told, dict) else None
    return [one for one in listed_ if isinstance(one, dict)] if isinstance(listed_, list) else []


def _texts(told: Mapping[str, Any], key: str) -> list[str]:
    found = told.get(key)
    return [str(one) for one in found] if isinstance(found, list) else []


def _iso(text: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return None


ASANA: Final = Importer("asana", "Asana project (CSV)", (".csv",), knows_asana, read_asana)
JIRA: Final = Importer("jira", "Jira issues (CSV)", (".csv",), knows_jira, read_jira)
TRELLO: Final = Importer("trello", "Trello board (JSON)", (".json",), knows_trello, read_trello)
