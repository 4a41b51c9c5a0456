"""Nights as alerts are told them, and what is said of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from addin.domain.night import Ended, Facts, PairLine, Point, ProductionNight
from addin.findings import Severity
from addin.reports.alert_digest import Digest, digest
from addin.settings.studio import AlertSettings, Tell

AT = dt.datetime(2026, 11, 20, 4)
RULE = AlertSettings("Accounting", ("MAIL",))
EVERYTHING = replace(RULE, least=Severity.NOTE)


def point(
    key="k1",
    code="PO201",
    standing="new",
    severity=3,
    workbook="POs.xlsx",
    sheet="PO Log",
    cell="F12",
    role="",
):
    """A finding of a night."""
    said = f"message of {key}"
    return Point(key, code, severity, standing, workbook, sheet, cell, said, role=role)


def night(*points: Point, production="The Long Night", ended=Ended.CHECKED, **more):
    """The night of a production."""
    return ProductionNight(0, production, f"/shows/{production}", AT, ended, points=points, **more)


def said(*nights: ProductionNight, before="", rule=RULE) -> Digest:
    """What is said of these nights; something has to be."""
    found = digest(rule, nights, before)
    assert found is not None
    return found


names = st.sampled_from(["POs.xlsx", "Cost.xlsx", "Payroll.xlsx", "PO Log", "Jane Doe"])
points = st.builds(
    point,
    key=st.text("abcdef", min_size=1, max_size=2),
    code=st.sampled_from(["PO201", "REC501", "COS101", "XX999"]),
    standing=st.sampled_from(["new", "still open", "waived", "resolved"]),
    severity=st.integers(1, 3),
    workbook=names,
    sheet=names,
    cell=st.sampled_from(["A1", "B20", "", "$C$3", "A1:B2"]),
)
facts = st.builds(
    lambda kinds: Facts(
        pairs=tuple(PairLine(f"a.xlsx!{k} ↔ b.xlsx!{k}", 1, 0, 0, 0, d) for k, d in kinds.items())
    ),
    st.dictionaries(st.sampled_from("xyz"), st.integers(-1, 1), max_size=3),
)
studios = st.lists(
    st.builds(
        lambda name, ended, found, error, facts: night(
            *{one.key: one for one in found}.values(),
            production=name,
            ended=ended,
            error=error,
            facts=facts,
        ),
        st.sampled_from("ABCD"),
        st.sampled_from(Ended),
        st.lists(points, max_size=6),
        st.sampled_from(["", "DamagedFile", "Whatever"]),
        facts,
    ),
    max_size=4,
    unique_by=lambda one: one.folder,
)
rules = st.builds(
    AlertSettings,
    st.just("All"),
    st.just(("MAIL",)),
    st.sampled_from(Tell),
    st.sampled_from(Severity),
    st.sampled_from([(), ("A", "B")]),
    st.sampled_from([(), ("PO*",)]),
    money=st.booleans(),
)
