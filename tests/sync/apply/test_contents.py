"""Values, types and formulas arrive as they went."""

from __future__ import annotations

from addin.tables.typed_cell import formula, number, text, truth
from tests.sync.apply.edited import once
from tests.sync.fakes import MemoryStore, MemoryWorkbook
from tests.sync.world import World, seeded

CONTENTS = [
    text("0042"), text("=1"), text("TRUE"), text("1/2"), text("  x "), number(1e15), number(0.1),
    number(45000.5), truth(True), truth(False), formula("1+1"), text("'quoted"), text("23E123123"),
]  # fmt: skip


def test_every_type_comes_back_as_it_went():
    """Digits as text, texts that look like formulas, dates, booleans, long numbers."""
    world = World()
    for n, cell in enumerate(CONTENTS):
        world.line(f"s{n}", a=cell, b="x")
    world.sync()
    again, store = MemoryWorkbook(), MemoryStore()

    world.sync(store=store, side=again)

    assert again.rows() == world.workbook_rows()
    assert [row["a"] for row in again.rows().values()] == CONTENTS


def test_a_formula_stands_in_each_program_with_its_own_cells():
    """In the sheet it names cells by place, to a sync by column; it crosses either way."""
    world = seeded(2)
    world.line("s0", c="=[@a]*2")
    world.line("", a=7, c="=[@a]*2")
    world.sync()
    last = max(world.grid()) + 1
    world.type_in(last, 1, 9)
    world.type_in(last, world.column("c"), f"=A{last}*2")
    world.line("s1", c="=[@a]*2")
    world.sync()

    held = {row: str(line["c"].content) for row, line in world.grid().items()}
    assert all(held[row] in {f"A{row}*2", "INDEX(A:A,ROW())*2"} for row in held)
    assert len(held) == 4
    theirs = [line.cells["c"] for line in world.workbook.lines]
    assert theirs == [formula("[@a]*2")] * 4
    world.sync()
    world.type_in(2, 2, "looked at again")
    world.calls.made.clear()
    assert not world.sync().plan
    assert sum(world.calls.made.values()) == 2, "a formula that is known is not asked about"


def test_a_formula_that_a_push_went_over_comes_back():
    """As it was, in the row in which it stands now."""
    world = seeded(4)
    for row in range(2, 6):
        world.type_in(row, world.column("c"), f"=A{row}+{row}")
    world.sync()
    world.line("s2", c="=[@a]*3")

    world.sync(once("journalled", lambda: world.insert(3)))

    found = {
        str(line["_row"].content): (row, line["c"].content)
        for row, line in world.grid().items()
        if "_row" in line
    }
    assert found["s1"] == (4, "A4+3")
    assert found["s2"] == (5, "A5*3")
    assert world.sheet_rows().keys() == world.workbook_rows().keys()
    assert not world.sync().plan


def test_a_first_load_brings_formulas():
    """Each names the cells of the row that it stands in."""
    world = World(notes=False)
    for n in range(510):
        world.line(f"s{n}", a=n, c="=[@a]*2")
    world.sync()

    assert {row: str(line["c"].content) for row, line in world.grid().items()} == {
        row: f"A{row}*2" for row in range(2, 512)
    }
    world.type_in(2, world.column("b"), "looked at again")
    assert len(world.sync().plan.changes) == 1
