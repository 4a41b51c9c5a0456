"""BUD103."""

from __future__ import annotations

from decimal import Decimal

from addin.domain.fringes import percentage_fringe
from addin.findings import Finding
from addin.rules.budget.cap_per_line import check
from tests.make import budget_line, papers, usd


def wage(description, subtotal, fringes, account="1300"):
    """A wage with a fringe of 10 % up to 10,000."""
    return budget_line(account, description, subtotal=subtotal, fringe_rate="0.1", fringes=fringes)


def found(*lines) -> list[Finding]:
    """What these lines give."""
    return list(check(papers(budget=list(lines))))


def test_a_cap_by_line_is_found():
    """Prep, shoot and wrap of one person: the cut-off counts once."""
    (finding,) = found(
        wage("Director - prep", 6000, 600),
        wage("Director - shoot", 12000, 1000),
        wage("Director - wrap", 3000, 300),
    )

    assert finding.impact == usd(900)
    assert "10,000.00" in finding.message


def test_a_cap_by_person_is_fine():
    """What the per-person formula gives is never reported."""
    shares = percentage_fringe([usd(6000), usd(12000), usd(3000)], Decimal("0.1"), usd(10000))
    names = ("Director prep", "Director shoot", "Director wrap")
    lines = [
        wage(name, paid, share)
        for name, paid, share in zip(names, (6000, 12000, 3000), shares, strict=True)
    ]

    assert found(*lines) == []


def test_two_people_have_a_cap_each():
    """Another name or another account is another person; no cap, nothing to say."""
    assert found(wage("Director", 12000, 1000), wage("Second unit director", 12000, 1000)) == []
    assert found(wage("Director prep", 6000, 600), wage("Director shoot", 12000, 1200)) == []
    assert found(wage("Director", 12000, 1000), wage("Director", 12000, 1000, "1310")) == []
