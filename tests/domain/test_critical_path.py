"""Critical path: against every path there is, and against the length public instances state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.critical_path import (
    Circle,
    Link,
    LinkKind,
    NetworkError,
    Task,
    UnknownTask,
    critical_path,
    finish_of,
)


@st.composite
def networks(draw, kinds=tuple(LinkKind), least_lag=-3):
    """Tasks that wait for tasks before them only, so without a circle."""
    count = draw(st.integers(1, 9))
    tasks = []
    for at in range(count):
        before = draw(st.lists(st.integers(0, at - 1), unique=True, max_size=3)) if at else []
        links = tuple(
            Link(str(each), draw(st.sampled_from(kinds)), Decimal(draw(st.integers(least_lag, 3))))
            for each in before
        )
        tasks.append(Task(str(at), Decimal(draw(st.integers(0, 6))), links))
    return draw(st.permutations(tasks))


@settings(deadline=None)
@given(networks((LinkKind.FINISH_START,), 0))
def test_the_project_takes_as_long_as_its_longest_path(tasks):
    """Every path is walked, one by one."""
    by_name = {task.name: task for task in tasks}

    def longest(task: Task) -> Decimal:
        before = [longest(by_name[link.before]) + link.lag for link in task.links]
        return max(before, default=Decimal(0)) + task.duration

    assert finish_of(critical_path(tasks)) == max(map(longest, tasks))


def bound(link, before, duration, start_of):
    """The earliest start that a link leaves its task, said kind by kind."""
    start, finish = start_of[link.before], start_of[link.before] + before.duration
    return {
        LinkKind.FINISH_START: finish + link.lag,
        LinkKind.START_START: start + link.lag,
        LinkKind.FINISH_FINISH: finish + link.lag - duration,
        LinkKind.START_FINISH: start + link.lag - duration,
    }[link.kind]


@settings(deadline=None)
@given(networks())
def test_early_starts_are_the_least_that_every_link_allows(tasks):
    """Each start keeps all links, and is 0 or held back by one of them."""
    by_name = {task.name: task for task in tasks}
    found = {timing.task.name: timing for timing in critical_path(tasks)}
    starts = {name: timing.early_start for name, timing in found.items()}

    for task in tasks:
        bounds = [bound(link, by_name[link.before], task.duration, starts) for link in task.links]
        assert starts[task.name] == max([Decimal(0), *bounds])


@settings(deadline=None)
@given(networks())
def test_late_starts_keep_the_end_and_any_later_start_breaks_it(tasks):
    """All tasks may start late together; one that starts later still moves the project's end."""
    by_name = {task.name: task for task in tasks}
    found = {timing.task.name: timing for timing in critical_path(tasks)}
    finish = finish_of(found.values())
    late = {name: timing.late_start for name, timing in found.items()}

    for task in tasks:
        assert late[task.name] + task.duration <= finish
        for link in task.links:
            assert late[task.name] >= bound(link, by_name[link.before], task.duration, late)
        slipped = Link("delay", lag=found[task.name].total_float + 1 + starts_after(found, task))
        moved = [
            Task("delay", Decimal(0)),
            *(
                each if each is not task else Task(task.name, task.duration, (*task.links, slipped))
                for each in tasks
            ),
        ]
        assert finish_of(critical_path(moved)) > finish


def starts_after(found, task):
    """How long after the project's start a task starts."""
    return found[task.name].early_start


@settings(deadline=None)
@given(networks())
def test_slipping_by_the_free_float_moves_no_other_task(tasks):
    """And free float is never more than total float, nor below nothing."""
    found = {timing.task.name: timing for timing in critical_path(tasks)}

    for task in tasks:
        timing = found[task.name]
        assert 0 <= timing.free_float <= timing.total_float
        slipped = Link("delay", lag=timing.early_start + timing.free_float)
        moved = critical_path([
            Task("delay", Decimal(0)),
            *(each if each is not task else Task(task.name, task.duration, (*task.links, slipped)) for each in tasks),
        ])  # fmt: skip
        for other in moved:
            if other.task.name not in {"delay", task.name}:
                assert other.early_start == found[other.task.name].early_start


@settings(deadline=None)
@given(networks((LinkKind.FINISH_START,), 0))
def test_a_critical_task_ends_the_project_and_one_starts_it(tasks):
    """Finish-to-start without leads: the critical tasks are a chain from 0 to the end."""
    found = critical_path(tasks)
    critical = [timing for timing in found if timing.critical]

    assert any(timing.early_start == 0 for timing in critical)
    assert any(timing.early_finish == finish_of(found) for timing in critical)


def test_a_circle_is_named_in_the_order_of_work():
    """The message shows who waits for whom, and only those."""
    tasks = [
        Task("A", Decimal(1)), Task("B", Decimal(1), (Link("D"), Link("A"))),
        Task("C", Decimal(1), (Link("B"),)), Task("D", Decimal(1), (Link("C"),)),
        Task("E", Decimal(1), (Link("D"),)),
    ]  # fmt: skip

    with pytest.raises(Circle) as failed:
        critical_path(tasks)

    *round_, again = failed.value.names
    assert sorted(round_) == ["B", "C", "D"]
    assert again == round_[0]
    pairs = set(zip(failed.value.names, failed.value.names[1:], strict=False))
    assert pairs == {("B", "C"), ("C", "D"), ("D", "B")}
    with pytest.raises(Circle, match="A → A"):
        critical_path([Task("A", Decimal(1), (Link("A"),))])


def test_a_long_circle_is_told_in_short():
    """A hundred names in a cell's message help nobody."""
    tasks = [Task(str(at), Decimal(1), (Link(str((at - 1) % 100)),)) for at in range(100)]

    with pytest.raises(Circle, match="…"):
        critical_path(tasks)


def test_wrong_networks_are_named():
    """A task twice, a link to nobody, a duration below zero."""
    with pytest.raises(NetworkError, match="A is in the list twice"):
        critical_path([Task("A", Decimal(1)), Task("A", Decimal(2))])
    with pytest.raises(NetworkError, match="not negative"):
        critical_path([Task("A", Decimal(-1))])
    with pytest.raises(UnknownTask, match="B waits for “X”"):
        critical_path([Task("B", Decimal(1), (Link("X"),))])
    assert critical_path([]) == ()
    assert finish_of([]) == 0


@pytest.mark.real
def test_a_public_instance_has_the_critical_path_that_it_states(real):
    """PSPLIB's files carry the length of their critical path: MPM-Time."""
    lines = (real / "psplib" / "j301_1.sm").read_text(encoding="ascii").splitlines()
    at = next(i for i, line in enumerate(lines) if "MPM-Time" in line)
    stated = int(lines[at + 1].split()[-1])
    start = next(i for i, line in enumerate(lines) if line.startswith("jobnr.    #modes"))
    after = {}
    for line in lines[start + 1 :]:
        if line.startswith("*"):
            break
        job, _, _, *successors = line.split()
        after[job] = successors
    begin = next(i for i, line in enumerate(lines) if line.startswith("jobnr. mode"))
    durations = {}
    for line in lines[begin + 2 :]:
        if line.startswith("*"):
            break
        durations[line.split()[0]] = Decimal(line.split()[2])
    tasks = [
        Task(
            job, durations[job], tuple(Link(each) for each, those in after.items() if job in those)
        )
        for job in durations
    ]

    assert len(tasks) == 32
    assert finish_of(critical_path(tasks)) == stated
