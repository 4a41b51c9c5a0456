"""A count of the stock and the books: as many of everything."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.decisions import NONE
from addin.reconcile.of_stock import counts
from addin.reconcile.pairings import reconcile, reconciled_findings
from addin.reconcile.statement import statements_of
from tests.make import in_rows, papers, stock_line

ITEMS = ("C-stand", "Sandbag", "Apple box", "Flag 4x4")


def _stock(count, system):
    """Two lists of stock, in two sheets."""
    here = in_rows(count, sheet="Count")
    there = in_rows(system, sheet="System")
    return replace(papers().production, stock=(*here, *there))


def _all(**changed):
    return [stock_line(item, changed.get(item.split()[0].replace("-", ""), 12)) for item in ITEMS]


def test_equal_counts_prove_to_zero():
    """Every item on both lists, as many on each."""
    (tied,) = counts(_stock(_all(), _all()))

    assert len(tied.matches) == 4
    assert [str(one.closing) for one in statements_of(tied)] == ["0.00 pieces"]


def test_a_count_that_differs_names_the_item_and_both_figures():
    """Eleven stands on the shelf, twelve in the books."""
    production = _stock(_all(Cstand=11), _all())
    (found,) = reconciled_findings(reconcile(production, papers().options, NONE))

    assert found.code == "REC503"
    assert [str(number) for _, number in found.numbers] == ["11.00 pieces", "12.00 pieces"]


def test_an_item_that_was_not_counted_is_a_note():
    """It may be on a truck; somebody should look."""
    production = _stock(_all()[:3], _all())
    (found,) = reconciled_findings(reconcile(production, papers().options, NONE))

    assert (found.code, "Flag 4x4" in found.message) == ("REC504", True)


def test_several_lines_of_an_item_count_together():
    """Two shelves of one item are its stock where only one list says the shelf."""
    count = [*_all(Sandbag=5), stock_line("Sandbag", 7)]
    (tied,) = counts(_stock(count, _all()))

    assert not tied.differences


def test_numbers_decide_where_both_lists_have_them():
    """Two spellings of one number are one item; two items of one name are two."""
    count = [stock_line(f"Cable {at}", 3, number=f"k-{at}") for at in range(4)]
    system = [stock_line("Cable", 3, number=f"K-{at}") for at in range(4)]
    (tied,) = counts(_stock(count, system))

    assert len(tied.matches) == 4


def test_lists_of_other_things_are_not_compared():
    """Props and lamps are no count of one another."""
    other = [stock_line(name, 2) for name in ("Sword", "Lamp", "Chair", "Rug")]

    assert list(counts(_stock(_all(), other))) == []
