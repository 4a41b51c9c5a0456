"""Which workers of a cluster may work on a night."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.errors import NightRefused
from addin.nightly.engines.cluster_fleet import Fleet, judged, wanted
from addin.nightly.engines.cluster_worker import witness
from addin.nightly.orders import Orders, Task
from addin.settings.cluster import ClusterSettings
from addin.settings.shared_folders import VARIABLE
from tests.nightly.engines.fake_link import FakeLink

_ORDERS = Orders("night", dt.datetime(2026, 11, 20, 2))


@pytest.fixture
def tasks(tmp_path):
    """Three productions."""
    made = []
    for number in range(3):
        folder = tmp_path / f"show-{number}"
        folder.mkdir()
        (folder / "ledger.csv").write_text(str(number))
        made.append(Task(number, str(folder), _ORDERS))
    return made


def honest(what, *arguments):
    """A worker like this machine."""
    return what(*arguments)


def old(folders, variables, cluster):
    """A worker with an older Tieout."""
    seen = witness(folders, variables, cluster)
    return replace(seen, build=replace(seen.build, tieout="0.0.1"))


def test_workers_like_this_machine_are_admitted(tasks):
    """They are asked once, and again only when they come anew."""
    link = FakeLink({"tcp://a:1": 2, "tcp://b:1": 1}, {"tcp://a:1": honest, "tcp://b:1": honest})
    fleet = Fleet(link, wanted(tasks))

    fleet.muster()
    fleet.look()

    assert fleet.threads == {"tcp://a:1": 2, "tcp://b:1": 1}
    assert link.asked == [("tcp://a:1", "tcp://b:1")]


def test_a_cluster_without_workers_is_refused(tasks):
    """Nothing would ever come back."""
    with pytest.raises(NightRefused, match="has no workers"):
        Fleet(FakeLink(), wanted(tasks)).muster()


def test_a_stranger_refuses_the_night_by_its_name(tasks):
    """The worker and how it differs are told; nothing was begun."""
    link = FakeLink(
        {"tcp://a:1": 1, "tcp://b:1": 1},
        {"tcp://a:1": honest, "tcp://b:1": lambda _, *arguments: old(*arguments)},
    )

    with pytest.raises(NightRefused, match=r"tcp://b:1 Tieout 0\.0\.1 instead of"):
        Fleet(link, wanted(tasks)).muster()


def test_a_stranger_may_be_passed_over_instead(tasks):
    """Then it gets nothing, unless nobody else is there."""
    link = FakeLink(
        {"tcp://a:1": 1, "tcp://b:1": 1},
        {"tcp://a:1": honest, "tcp://b:1": ModuleNotFoundError("No module named 'addin'")},
    )
    fleet = Fleet(link, wanted(tasks))

    fleet.muster(strict=False)

    assert list(fleet.threads) == ["tcp://a:1"]
    assert "cannot load this Tieout" in fleet.avoided["tcp://b:1"]

    del link.threads["tcp://a:1"]
    with pytest.raises(NightRefused, match="cannot load this Tieout"):
        Fleet(link, wanted(tasks)).muster(strict=False)


def test_workers_come_and_go(tasks):
    """Who went is told, who comes is judged like all others, a stranger that went is forgotten."""
    link = FakeLink({"tcp://a:1": 1}, {"tcp://a:1": honest})
    fleet = Fleet(link, wanted(tasks))
    fleet.muster()
    link.threads = {"tcp://b:1": 1, "tcp://c:1": 4}
    link.answers = {"tcp://b:1": AttributeError("no attribute 'witness'"), "tcp://c:1": honest}

    assert {"tcp://a:1"} == fleet.look()
    assert fleet.threads == {"tcp://c:1": 4}
    assert list(fleet.avoided) == ["tcp://b:1"]

    link.threads = {"tcp://c:1": 4}
    assert frozenset() == fleet.look()
    assert fleet.avoided == {}


def test_a_worker_on_another_share_is_refused(tasks):
    """The same paths with other files behind them are another studio's, or last week's copy."""
    link = FakeLink({"tcp://a:1": 1})

    def elsewhere(what, folders, variables, cluster):
        seen = what(folders, variables, cluster)
        first, *rest = seen.glimpses
        return replace(seen, glimpses=(replace(first, digest="0" * 24), *rest))

    link.answers = {"tcp://a:1": elsewhere}

    with pytest.raises(NightRefused, match=r"sees other files in .*show-0"):
        Fleet(link, wanted(tasks)).muster()


def test_a_workbook_saved_in_between_is_no_other_share(tasks):
    """Where somebody saves between our look and a worker's, both look again."""
    link = FakeLink({"tcp://a:1": 1}, {"tcp://a:1": honest})
    fleet = Fleet(link, wanted(tasks))
    with open(f"{tasks[0].folder}/ledger.csv", "a") as ledger:  # noqa: PTH123 - a name as sent
        ledger.write("saved")

    fleet.muster()

    assert list(fleet.threads) == ["tcp://a:1"]
    assert len(link.asked) == 2


def test_a_variable_that_the_night_needs_is_looked_for_and_never_told(tasks, monkeypatch):
    """Where productions keep their history in a database, each worker must know its address."""
    orders = replace(_ORDERS, history="env:TIEOUT_TEST_STATE")
    monkeypatch.delenv("TIEOUT_TEST_STATE", raising=False)
    needed = wanted([replace(task, orders=orders) for task in tasks])

    assert (
        judged(witness((), needed.variables), replace(needed, glimpses=()))
        == "lacks the variable TIEOUT_TEST_STATE"
    )

    monkeypatch.setenv("TIEOUT_TEST_STATE", "postgresql://u:secret@host/db")
    assert judged(witness((), needed.variables), replace(needed, glimpses=())) == ""


def test_machines_that_sync_with_one_account_divide_its_rate(tasks):
    """Workers of one machine share it there; three machines with two accounts take a half each."""
    link = FakeLink({f"tcp://{name}:1": 1 for name in "abcd"})

    def on(host):
        return lambda what, *arguments: replace(what(*arguments), host=host)

    link.answers = {
        "tcp://a:1": on("one"), "tcp://b:1": on("one"), "tcp://c:1": on("two"), "tcp://d:1": on("3")
    }  # fmt: skip
    for accounts, share in ((1, 1 / 3), (2, 1 / 2), (3, 1.0), (9, 1.0)):
        fleet = Fleet(link, wanted(tasks, ClusterSettings(google_accounts=accounts)))
        fleet.muster()

        assert fleet.google_share == share


def test_a_worker_elsewhere_cannot_reach_a_history_in_a_file(tasks, monkeypatch):
    """It would begin one of its own, in the wrong place: it is refused with what to do."""
    orders = replace(_ORDERS, history="sqlite:////srv/studio.db")
    needed = wanted([replace(task, orders=orders) for task in tasks])

    assert judged(witness((), ()), replace(needed, glimpses=())) == ""

    monkeypatch.setenv(VARIABLE, "/srv=/mnt")
    assert "keep it in PostgreSQL" in judged(witness((), ()), replace(needed, glimpses=()))


def test_a_variable_that_says_no_folders_refuses_its_worker(tasks, monkeypatch):
    """With the variable, and what is wrong with it."""
    monkeypatch.setenv(VARIABLE, "prod=P:")
    needed = wanted(tasks)

    said = judged(witness(needed.folders, ()), needed)

    assert said.startswith(f"has a {VARIABLE} of its own, and 'prod' is no whole path")
