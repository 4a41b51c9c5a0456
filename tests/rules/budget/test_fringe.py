"""BUD102."""

from __future__ import annotations

import pytest

from addin.findings import Finding, Severity
from addin.rules.budget.fringe import check
from tests.make import budget_line, papers, usd


def wage(description="Gaffer", subtotal=1000, rate="0.22", fringes=220, account="3200", **more):
    """A wage of 1,000 with 22 % fringes."""
    return budget_line(
        account,
        description,
        subtotal + (fringes or 0),
        subtotal=subtotal,
        fringe_rate=rate,
        fringes=fringes,
        **more,
    )


CREW = [wage("Gaffer"), wage("Best boy electric"), wage("Electrician"), wage("Camera operator")]


def found(*lines) -> list[Finding]:
    """What these lines give beside a crew that has its fringes."""
    return list(check(papers(budget=[*CREW, *lines])))


def bare(description, account="3200", **more):
    """A line of 1,000 without fringes."""
    return budget_line(account, description, 1000, subtotal=1000, **more)


def test_a_wage_without_fringes_is_found():
    """With the rate of the others beside it and what is missing."""
    (finding,) = found(bare("Rigging gaffer", unit="Week"))

    assert finding.severity is Severity.WARNING
    assert "22 %" in finding.message
    assert finding.impact == usd(220)


def test_fringes_on_a_thing_are_found():
    """A lighting package has no employer's taxes."""
    (finding,) = found(wage("Lighting package rental"))

    assert finding.impact == usd(220)


def test_a_rate_that_does_not_make_the_fringes_is_found():
    """22 % of 1,000 is not 202."""
    (finding,) = found(wage("Dimmer operator", fringes=202))

    assert finding.impact == usd(18)


@pytest.mark.parametrize(
    "line",
    [
        bare("Lighting package rental"),
        bare("Gaffer loan-out"),
        bare("Gaffer kit rental"),
        bare("Payroll fringes"),
        bare("Grip truck driver", unit="Flat"),
        bare("Expendables"),
        bare("Production accountant", account="2000"),
        wage("Craft service lead", account="2500"),
        wage("Key grip", subtotal=20000, fringes=2200),
        budget_line("3200", "Gaffer", 0),
    ],
)
def test_what_rightly_has_none_or_less(line):
    """Rentals, loan-outs, kits, flat deals, the fringe line itself, a wage above its cut-off."""
    assert found(line) == []


def test_a_person_above_the_cut_off_has_no_more_fringes():
    """Shoot reaches the cut-off, so wrap has none."""
    shoot = wage("Key grip shoot", subtotal=20000, fringes=2200)
    wrap = wage("Key grip wrap", subtotal=3000, fringes=0)

    assert found(shoot, wrap) == []


def test_a_budget_that_keeps_its_fringes_elsewhere_is_left_alone():
    """Without fringes on the lines there is nothing to miss."""
    assert (
        list(check(papers(budget=[bare(name) for name in ("Gaffer", "Key grip", "Driver")]))) == []
    )
