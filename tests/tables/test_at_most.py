"""The most that can speak for a role: nothing that may win is left out."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables import at_most, roles
from addin.tables.evidence import Evidence
from addin.tables.headings import normal
from addin.tables.profile import profiles
from addin.tables.signatures import signatures
from addin.tables.table import Role, Sheet

HEADINGS = (
    "Account|Description|Amount|Total|Date|Vendor|PO #|Status|Invoice #|Debit|Credit|Balance|Budget"
    "|EFC|ETC|Actuals To Date|Committed|Variance|Jan|Feb|Mar|Task|Owner|Start|End|Hours|Person"
    "|Rate|Quantity|Scene|Item|Phone|Nothing Known|Qty|Reference|Overdue|30 days|60 days"
).split("|")
VALUES = st.sampled_from(
    [
        None,
        "2100",
        "Lumber",
        "PO-17",
        12,
        950.5,
        -3,
        dt.date(2026, 3, 2),
        "yes",
        "a@b.org",
        "5 days",
    ]
)
NAMES = ["", "Sheet1", "PO Log", "General Ledger", "Budget", "Bank 2026", "Crew", "Schedule"]
names = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES))


@st.composite
def tables(draw) -> roles._Table:
    """What is known of a table that anybody might have drawn."""
    heads = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=9))
    kinds = [draw(st.lists(VALUES, min_size=1, max_size=3)) for _ in heads]
    count = draw(st.integers(1, 6))
    records = [tuple(kind[row % len(kind)] for kind in kinds) for row in range(count)]
    sheet = Sheet("Sheet1", (tuple(heads), *records))
    headings = dict(enumerate(heads, 1))
    rows = range(2, count + 2)
    held = profiles(sheet, range(1, len(heads) + 1), rows, headings)
    evidence = Evidence(headings, held, sheet, rows, draw(names))
    total = draw(st.sampled_from([0, 0, len(heads)]))
    return roles._Table(evidence, {c: normal(text) for c, text in headings.items()}, total)


@settings(deadline=None, max_examples=150)
@given(tables())
def test_no_judgement_ranks_a_role_above_its_hope(table):
    """The bound never reads too low, whatever the table, its names and its values."""
    hopes = [roles._hope(place, each, table) for place, each in enumerate(signatures())]

    assert all(roles._judge(hope, table).rank <= hope.most for hope in hopes)


@settings(deadline=None, max_examples=150)
@given(tables())
def test_the_two_best_are_those_of_all_roles(table):
    """Leaving out the hopeless changes neither the likeliest role nor the next."""
    hopes = [roles._hope(place, each, table) for place, each in enumerate(signatures())]
    judged = sorted(
        (roles._judge(hope, table) for hope in hopes),
        key=lambda one: (one.confidence < roles._LEAST, -one.rank),
    )

    assert tuple(judged[:2]) == roles._two_best(table)


def test_a_field_that_is_added_counts_although_a_heading_hints_at_it():
    """The heading goes to another field, and the one that is added has a column of its own."""
    signature = next(each for each in signatures() if each.role is Role.TASK_LIST)
    scores = {("owner", 1): (1.0, 1.0), ("task", 1): (0.1, 0.1), ("end", 2): (1.0, 1.0)}
    sure = {"owner": 1.0, "end": 1.0, "task": 0.6}
    weight = sum(signature.weight.get(name, 0.5) * share for name, share in sure.items())
    met = at_most.needs_met(signature, sure | {"title": 1.0})
    rank = met * (0.3 + 0.32 * sum(sure.values()) / 4 + 0.38 * min(1.0, weight / signature.full))
    rank += at_most.TITLE + (at_most.TELLS if signature.tells else 0.0) + at_most.VALUES

    assert rank <= at_most.at_most(signature, scores, {"task": 0.6}, 1.0, 4)


def test_a_plain_po_log_leaves_a_third_of_the_roles_unjudged(monkeypatch):
    """The bound is of use: many roles are out of the question from their headings."""
    heads = "PO # | Date | Vendor | Description | Account | Amount | Status".split(" | ")
    record = ("1001", dt.date(2026, 3, 2), "Panavision", "Camera", "3300", 12000.0, "Open")
    sheet = Sheet("PO Log", (tuple(heads), record, record))
    headings = dict(enumerate(heads, 1))
    held = profiles(sheet, range(1, 8), range(2, 4), headings)
    evidence = Evidence(headings, held, sheet, range(2, 4), ("PO Log", "", "Book.xlsx"))
    judge = roles._judge
    judged = []

    def counted(hope: roles._Hope, table: roles._Table) -> roles.Verdict:
        judged.append(hope.signature.role)
        return judge(hope, table)

    monkeypatch.setattr(roles, "_judge", counted)
    roles.best_role(evidence)

    assert len(judged) * 3 < len(signatures()) * 2
