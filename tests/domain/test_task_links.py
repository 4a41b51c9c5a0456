"""Predecessors as planning programs write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.critical_path import Link, LinkKind
from addin.domain.task_links import NoLink, links_of

TASKS = ["1", "12", "A3", "Main unit", "OFFSS", "2-B", "1.2"]
links = st.lists(
    st.builds(
        Link,
        st.sampled_from(TASKS),
        st.sampled_from(list(LinkKind)),
        st.integers(-9, 9).map(Decimal),
    )
)


@settings(deadline=None)
@given(links, st.sampled_from(["{:+}", " {:+}d", "{:+} days"]), st.sampled_from([",", "; ", "\n"]))
def test_what_is_written_reads_back(wanted, lag, between):
    """A name, a kind, a lag, in any of the usual spellings."""
    text = between.join(
        f"{link.before}{link.kind}{lag.format(int(link.lag)) if link.lag else ''}"
        for link in wanted
    )

    assert links_of(text, TASKS) == tuple(wanted)
    assert links_of(text.lower(), [name.lower() for name in TASKS]) == tuple(
        Link(link.before.lower(), link.kind, link.lag) for link in wanted
    )


def test_a_name_alone_is_finish_to_start():
    """And a name that is a task is taken whole, whatever it ends in."""
    assert links_of("12", TASKS) == (Link("12"),)
    assert links_of("OFFSS", TASKS) == (Link("OFFSS"),)
    assert links_of("OFFSSFF+1", TASKS) == (Link("OFFSS", LinkKind.FINISH_FINISH, Decimal(1)),)
    assert links_of("2-B", TASKS) == (Link("2-B"),)
    assert links_of(" , ", TASKS) == ()


def test_a_lag_that_needs_a_calendar_is_an_error():
    """Weeks, hours and per cent have no length of their own here."""
    for text in ("12FS+2w", "12SS+50%", "12FS+3 hrs"):
        with pytest.raises(NoLink, match="lags are in days"):
            links_of(text, TASKS)


def test_a_name_that_is_no_task_stays_as_it_is_written():
    """The network then says who waits for nobody."""
    assert links_of("Wrap party", TASKS) == (Link("Wrap party"),)
    assert links_of("99+1w", TASKS) == (Link("99+1w"),)
