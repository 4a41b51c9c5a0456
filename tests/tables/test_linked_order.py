"""Workbooks that others link to are computed first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.linked_order import in_order, links_among, missing_links
from addin.tables.table import Book
from tests.grid import grid

NAMES = st.sampled_from("ABCDEFGH")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, max_size=4), min_size=1)


def reaches(graph, start):
    """Everything that a workbook draws on, directly or through others."""
    found, stack = set(), list(graph.get(start, ()))
    while stack:
        name = stack.pop()
        if name in graph and name not in found:
            found.add(name)
            stack += graph[name]
    return found


@given(GRAPHS)
@settings(deadline=None)
def test_every_workbook_comes_once_and_behind_what_it_links_to_but_in_a_circle(graph):
    """An order without exceptions, however the links run."""
    order = in_order(graph)

    assert sorted(order.names) == sorted(graph)
    for at, name in enumerate(order.names):
        for other in reaches(graph, name) - {name}:
            assert order.names.index(other) < at or name in reaches(graph, other)


@given(GRAPHS)
@settings(deadline=None)
def test_a_circle_is_exactly_the_workbooks_that_reach_one_another(graph):
    """Each is named once, and a workbook alone is no circle."""
    circles = in_order(graph).circles

    for circle in circles:
        assert all(set(circle) <= reaches(graph, name) for name in circle)
    together = {name for circle in circles for name in circle}
    assert len(together) == sum(map(len, circles))
    for name in graph:
        mutual = {other for other in reaches(graph, name) if name in reaches(graph, other)}
        assert (name in together) == bool(mutual - {name})


def test_links_are_followed_by_the_name_of_the_file():
    """Whatever folder a link states, and with its blanks written as %20."""
    summary = Book("Fund.xlsx", (), links={1: "file:///C:/Show/Cost%20Report.xlsx", 2: "Gone.xlsx"})
    report = Book("week 9/Cost Report.xlsx", ())

    assert links_among([summary, report]) == {
        "Fund.xlsx": ("week 9/Cost Report.xlsx",),
        "week 9/Cost Report.xlsx": (),
    }


def test_a_link_that_no_formula_uses_is_not_missed():
    """Old links stay in files for years; only those in use matter."""
    links = {1: "Budget.xlsx", 2: "Old.xlsx", 3: "Rates.xlsx"}
    sheet = grid("=[1]Costs!A1 -> 5")
    book = Book("Fund.xlsx", (sheet,), links=links, names={"Rate": "[3]Rates!$A$1"})

    assert missing_links(book, {}) == ("Budget.xlsx", "Rates.xlsx")
    assert missing_links(book, {"b": Book("Budget.xlsx", ())}) == ("Rates.xlsx",)
