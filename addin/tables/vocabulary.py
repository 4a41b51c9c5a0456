"""The fields a table of each role may have: the names that a mapping, a parser and a rule share.

How headings are spelt in the wild is data, in ``headings.toml``; this is what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from addin.tables.table import Role

_COST_REPORT = (
    "account description actual_period actual_to_date commitments total_cost etc efc budget"
    " changes revised_budget variance previous_variance variance_change percent_spent"
    " percent_committed status comment group"
)

FIELDS: Final[Mapping[Role, tuple[str, ...]]] = {
    role: tuple(names.split())
    for role, names in {
        # what was planned; amount is the line's total
        Role.BUDGET: "account description quantity unit multiplier rate subtotal fringe_rate"
        " fringes amount currency group notes vendor date",
        # one row per category, with totals
        Role.TOPSHEET: "account description amount page previous variance notes",
        # plan and actual side by side, without commitments or forecast
        Role.BUDGET_VS_ACTUAL: _COST_REPORT,
        Role.COST_REPORT: _COST_REPORT,
        # amount is what was ordered (tax as the log has it); relieved is what was invoiced so far
        Role.PO_LOG: "po_number date vendor vendor_id account description department requester"
        " approver quantity rate amount tax total currency start end status relieved open"
        " invoice_number category delivery notes terms",
        # ordered is the PO amount that the tracker repeats
        Role.INVOICE_LOG: "invoice_number date due_date vendor po_number account description"
        " subtotal tax total terms status paid balance ordered variance currency notes",
        # also journals; amount is signed where there is one column, else debit and credit
        Role.LEDGER: "account account_name date period entry kind vendor description document"
        " po_number debit credit amount balance currency reference notes",
        Role.TRIAL_BALANCE: "account account_name debit credit balance",
        Role.CHART_OF_ACCOUNTS: "account account_name kind level parent notes",
        Role.BANK: "date kind description reference debit credit amount balance category notes"
        " bank_id",
        Role.CASH_BOOK: "date kind description reference debit credit amount balance category"
        " notes",
        Role.CARD: "date posted vendor description category holder amount receipt account notes"
        " reference balance bank_id",
        Role.PETTY_CASH: "date receipt vendor description account holder received amount balance"
        " category notes",
        Role.VENDOR_LIST: "vendor vendor_id category contact email phone start end terms status"
        " notes",
        Role.CREW_LIST: "person person_id position department phone email rate start end status"
        " notes",
        Role.CAST_LIST: "cast_id character person status start end phone email notes",
        # one row a scene, in shooting order; pages in eighths, cast as ids
        Role.STRIPBOARD: "scene int_ext set day_night pages cast shoot_day date location"
        " description script_day script_page unit duration notes",
        # one row a part, one column a day
        Role.DOOD: "cast_id character worked held total start end",
        # shoot days, run-of-show, production plans: things with a date or an order
        Role.SCHEDULE: "item date start end duration location description quantity resource"
        " status owner notes",
        Role.TASK_LIST: "task task_id owner start end due_date duration status percent priority"
        " description category notes",
        Role.INVENTORY: "item item_id description category quantity unit rate amount location"
        " vendor date notes status",
        Role.AGEING: "invoice_number vendor date due_date age balance current bucket_30 bucket_60"
        " bucket_90 bucket_over",
        Role.TIMESHEET: "person person_id date start end hours overtime rate amount account notes"
        " task",
        Role.UNKNOWN: "",
    }.items()
}

KEY_FIELDS: Final[Mapping[Role, tuple[str, ...]]] = {
    role: tuple(names.split())
    for role, names in {
        Role.BUDGET: "account description amount",
        Role.TOPSHEET: "account description amount",
        Role.BUDGET_VS_ACTUAL: "account description budget actual_to_date variance",
        Role.COST_REPORT: "account description actual_to_date commitments etc efc budget variance",
        Role.PO_LOG: "po_number date vendor amount total account status",
        Role.INVOICE_LOG: "invoice_number date due_date vendor po_number total",
        Role.LEDGER: "account date description debit credit amount document po_number",
        Role.TRIAL_BALANCE: "account debit credit balance",
        Role.CHART_OF_ACCOUNTS: "account account_name kind",
        Role.BANK: "date description reference debit credit amount balance",
        Role.CASH_BOOK: "date description reference debit credit amount balance",
        Role.CARD: "date vendor amount receipt",
        Role.PETTY_CASH: "date vendor description amount received balance",
        Role.VENDOR_LIST: "vendor vendor_id status",
        Role.CREW_LIST: "person position department",
        Role.CAST_LIST: "cast_id character person",
        Role.STRIPBOARD: "scene set pages cast",
        Role.DOOD: "cast_id character",
        Role.SCHEDULE: "item date start end duration",
        Role.TASK_LIST: "task owner start end due_date status percent",
        Role.INVENTORY: "item item_id quantity rate amount",
        Role.AGEING: "invoice_number vendor balance",
        Role.TIMESHEET: "person date hours",
        Role.UNKNOWN: "",
    }.items()
}
"""The columns a table of this role is of no use without: what a recogniser is scored on."""
