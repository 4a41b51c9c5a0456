"""Asana, Jira and Trello: tasks, who does them, and what waits for what."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from addin.domain.critical_path import Link
from addin.domain.project_plan import ProjectPlan
from addin.errors import ImportRefused
from addin.importers.importer import Imported
from addin.importers.task_exports import ASANA, JIRA, TRELLO


def _plan(imported: Imported) -> ProjectPlan:
    assert imported.plan is not None
    return imported.plan


def test_asana_links_tasks_by_their_names() -> None:
    """A name that two tasks have links nothing: that would be a guess."""
    content = (
        b"Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,"
        b"Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies)\n"
        b"1,2026-01-02,2026-02-01,2026-02-01,Design stage,Build,Kim Marsh,,2026-01-05,2026-01-30,,,,,\n"
        b"2,2026-01-02,,2026-02-01,Order truss,Build,,,2026-02-02,2026-02-06,,,,,Design stage\n"
        b"3,2026-01-02,,2026-02-01,Rig,Site,,,,,,,,,Sign off\n"
        b"4,2026-01-02,,2026-02-01,Sign off,Site,,,,,,,,,\n"
        b"5,2026-01-02,,2026-02-01,Sign off,Site,,,,,,,,,\n"
    )
    assert ASANA.knows(content[:4096], "a.csv")
    imported = ASANA.read(content, "a.csv")
    design, order, rig, *_ = _plan(imported).tasks
    assert (design.done == 1, design.assignments[0].resource) == (True, "Kim Marsh")
    assert order.links == (Link("1"),)
    assert (order.start, order.finish) == (dt.datetime(2026, 2, 2), dt.datetime(2026, 2, 6))
    assert rig.links == ()
    assert [(one.line, "Sign off" in one.text) for one in imported.remarks] == [(4, True)]


def test_jira_writes_one_column_for_each_value() -> None:
    """Columns of one name are all read: two sprints, two issues that block."""
    content = (
        b"Summary,Issue key,Status,Assignee,Sprint,Sprint,Inward issue link (Blocks),"
        b"Inward issue link (Blocks),Due date\n"
        b"Light rig,EV-1,Done,Ola Berg,S1,,,,2026-03-01\n"
        b"Sound rig,EV-2,To Do,,S1,S2,EV-1,EV-9,01/Mar/26\n"
    )
    assert JIRA.knows(content[:4096], "a.csv")
    imported = JIRA.read(content, "a.csv")
    light, sound = _plan(imported).tasks
    assert [one.done == 1 for one in (light, sound)] == [True, False]
    assert (sound.section, sound.links) == ("S1, S2", (Link("EV-1"),))
    assert {one.text.split("“")[1].split("”")[0] for one in imported.remarks} == {
        "EV-9",
        "01/Mar/26",
    }


def test_trello_lists_are_sections_and_archived_cards_stay_away() -> None:
    """Cards carry their list, their people and their due date."""
    board = {
        "id": "b", "name": "Tour", "descData": None, "idOrganization": "o",
        "lists": [{"id": "l", "name": "Doing"}],
        "members": [{"id": "m", "fullName": "Ola Berg"}],
        "cards": [
            {"id": "c", "name": "Book hall", "idList": "l", "idMembers": ["m"],
             "due": "2026-03-01T11:00:00.000Z", "dueComplete": True, "closed": False},
            {"id": "d", "name": "Old", "idList": "l", "closed": True},
        ],
    }  # fmt: skip
    content = json.dumps(board).encode()
    assert TRELLO.knows(content[:4096], "a.json")
    imported = TRELLO.read(content, "a.json")
    (card,) = _plan(imported).tasks
    assert (card.name, card.section, card.done == 1) == ("Book hall", "Doing", True)
    assert card.finish == dt.datetime(2026, 3, 1, 11)
    assert card.assignments[0].resource == "Ola Berg"
    assert "1 archived" in imported.remarks[0].text


def test_what_is_no_export_is_refused() -> None:
    """The headings, or the line of the JSON, are named."""
    with pytest.raises(ImportRefused, match="Task ID, Name"):
        ASANA.read(b"a,b\n1,2\n", "a.csv")
    with pytest.raises(ImportRefused, match="line 1"):
        TRELLO.read(b"{", "a.json")
    with pytest.raises(ImportRefused, match="no cards"):
        TRELLO.read(b"[]", "a.json")
