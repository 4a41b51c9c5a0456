"""Lists of the trade as people draw them, with the role and the fields that each should be given."""

from __future__ import annotations

from addin.tables.recognise import recognise
from addin.tables.table import Role
from tests.grid import grid


def only_table(text: str, name: str = "Sheet1", book: str = "Book.xlsx", **more: object):
    """The table of a sheet that holds one, as it is recognised."""
    (table,) = recognise(grid(text, name, **more), book)
    return table


COST_REPORT = """
    Acct | Description | Actuals This Period | Actuals To Date | Open POs | Total Cost | ETC | EFC | Budget | (Over)/Under
    1100 | STORY & RIGHTS | 0 | 25000 | 0 | 25000 | 0 | 25000 | 25000 | 0
    1200 | PRODUCERS UNIT | 5000 | 45000 | 2000 | 47000 | 10000 | 57000 | 60000 | 3000
    1300 | DIRECTION | 5000 | 45000 | 0 | 45000 | 15000 | 60000 | 55000 | -5000
"""

BUDGET = """
    Acct# | Description | Amt | Unit | X | Rate | Subtotal | Total
    2200-01 | Production Designer | 8 | Weeks | 1 | 3500 | 28000 | 28000
    2200-02 | Art Director | 6 | Weeks | 1 | 2800 | 16800 | 16800
    2200-10 | Materials | 1 | Allow | 1 | 5000 | 5000 | 5000
"""

TOPSHEET = """
    Acct | Category Description | Page | Total
    1100 | STORY & RIGHTS | 1 | 25000
    1200 | PRODUCERS UNIT | 2 | 60000
    1300 | DIRECTION | 3 | 55000
"""

PO_LOG = """
    PO # | Date | Vendor | Description | Acct | Amount | Relieved | Open | Status
    1001 | 2026-03-02 | Panavision | Camera package | 3300 | 12000 | 6000 | 6000 | Open
    1002 | 2026-03-03 | Sunbelt | Generator | 3200 | 1800 | 1800 | 0 | Closed
    1003 | 2026-03-04 | Home Depot | Lumber | 2300 | 950.5 | 0 | 950.5 | Open
"""

INVOICES = """
    Invoice # | Invoice Date | Due Date | Vendor | PO # | Net | VAT | Total | Paid | Status
    INV-88 | 2026-03-09 | 2026-04-08 | Panavision | 1001 | 5000 | 1000 | 6000 | 6000 | Paid
    99812 | 2026-03-10 | 2026-04-09 | Sunbelt | 1002 | 1500 | 300 | 1800 | 0 | Open
"""

JOURNAL = """
    Date | JE # | Account | Account Name | Memo | Debit | Credit
    2026-03-02 | 11 | 3300 | Camera | rental | 6000 |
    2026-03-02 | 11 | 0500 | Payables | rental | | 6000
    2026-03-05 | 12 | 3200 | Electric | generator | 1800 |
    2026-03-05 | 12 | 0500 | Payables | generator | | 1800
"""

BANK = """
    Date | Description | Withdrawals | Deposits | Balance
    2026-03-02 | Opening | | | 5000
    2026-03-03 | CHQ 101 | 1200 | | 3800
    2026-03-04 | WIRE IN | | 10000 | 13800
    2026-03-05 | BANK FEE | 15 | | 13785
    2026-03-06 | CHQ 102 | 785 | | 13000
"""

CARD = """
    Trans Date | Post Date | Merchant | Cardholder | Amount | Receipt? | Account
    2026-03-02 | 2026-03-03 | HOME DEPOT | J. Doe | 120.55 | Y | 2300
    2026-03-04 | 2026-03-05 | SHELL | J. Doe | 60 | N | 3500
"""

PETTY_CASH = """
    Rec # | Date | Payee | Description | Acct | Tax | Amount
    1 | 2026-03-02 | Coffee bar | Coffee | 2500 | 1.3 | 11.3
    2 | 2026-03-03 | Hardware | Tape | 2800 | 2.6 | 22.6
    3 | 2026-03-04 | Stationer | Paper | 2000 | 1 | 9
"""

VENDORS = """
    Vendor | Contact | Phone | Email | Terms | W-9 on file
    Panavision | Ann | 555-010-0199 | a@pv.example | Net 30 | Y
    Sunbelt | Bob | 555-010-0142 | b@sb.example | Net 15 | N
"""

CREW = """
    Department | Position | Name | Phone | Email | Start Date
    Camera | DP | Ann Lee | 555-010-0199 | a@x.example | 2026-03-02
    Camera | 1st AC | Bo Chan | 555-010-0133 | b@x.example | 2026-03-02
    Grip | Key Grip | Cy Diaz | 555-010-0111 | c@x.example | 2026-03-03
"""

ONE_LINER = """
    Shoot Day | Date | Scene | I/E | Set | D/N | Pages | Cast | Location
    1 | 2026-03-02 | 12A | INT | KITCHEN | D | 2.375 | 1,2 | Stage 4
    1 | 2026-03-02 | 14 | INT | KITCHEN | N | 1 | 1 | Stage 4
    2 | 2026-03-03 | 3 | EXT | PARK | D | 3.5 | 1,2,5 | High Park
"""

CAST = """
    No. | Character | Actor | Phone | Start Date
    1 | ADA | Kim Marsh | 555-010-0199 | 2026-03-02
    2 | BEN | Ola Berg | 555-010-0133 | 2026-03-03
    5 | INSPECTOR | Jo Hale | 555-010-0111 | 2026-03-03
"""

DOOD = """
    No. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | Work | Hold
    1 | ADA | SW | H | WF | 2 | 1
    2 | BEN | | SW | WF | 2 | 0
    5 | INSPECTOR | SWF | | | 1 | 0
"""

RUN_OF_SHOW = """
    Time | Duration | Activity | Room | Owner
    09:00 | 30 | Doors | Foyer | Kim
    09:30 | 45 | Opening | Hall | Ola
    10:15 | 15 | Break | Foyer | Kim
"""

TASKS = """
    ID | Task | Assigned To | Start | Due | Status | % Complete
    1 | Animatic | Ann | 2026-03-02 | 2026-03-10 | wip | 0.5
    2 | Layout sq10 | Bo | 2026-03-10 | 2026-03-20 | todo | 0
    3 | Render test | Cy | 2026-03-12 | 2026-03-15 | todo | 0
"""

TIMECARDS = """
    Employee | Week Ending | Date | In | Out | Hours | OT | Rate | Account
    Ann Lee | 2026-03-07 | 2026-03-02 | 7 | 19 | 12 | 4 | 45 | 3301
    Bo Chan | 2026-03-07 | 2026-03-02 | 7 | 18 | 11 | 3 | 38 | 3302
"""

STOCK = """
    Item No | Item | Category | Qty | Location | Unit Cost | Value
    P-001 | Lamp | Set dec | 4 | Bay 3 | 45 | 180
    P-002 | Sofa | Set dec | 1 | Bay 4 | 900 | 900
    P-003 | Phone | Props | 2 | Cage | 20 | 40
"""

AGEING = """
    Vendor | Invoice | Due Date | Current | 1-30 | 31-60 | 61-90 | Over 90 | Total
    Panavision | 88 | 2026-03-09 | 6000 | | | | | 6000
    Sunbelt | 99812 | 2026-01-10 | | | 1800 | | | 1800
"""

CHART = """
    Account | Account Name | Type
    1100 | Story & rights | ATL
    1200 | Producers unit | ATL
    1300 | Direction | ATL
    2000 | Production staff | BTL
    2100 | Extra talent | BTL
    2200 | Art department | BTL
"""

TRIAL_BALANCE = """
    Account | Account Name | Debit | Credit
    0100 | Bank | 13000 |
    0500 | Payables | | 6000
    1100 | Story | 25000 |
    0900 | Funding | | 32000
"""

BUDGET_VS_ACTUAL = """
     | Estimated | Actual | Difference
    Venue | 5000 | 5200 | -200
    Catering | 8000 | 7500 | 500
    Total | 13000 | 12700 | 300
"""

KNOWN = {
    Role.COST_REPORT: (
        COST_REPORT,
        (
            "account=A description=B actual_period=C actual_to_date=D commitments=E total_cost=F"
            " etc=G efc=H budget=I variance=J"
        ),
    ),
    Role.BUDGET: (
        BUDGET,
        "account=A description=B quantity=C unit=D multiplier=E rate=F subtotal=G amount=H",
    ),
    Role.TOPSHEET: (TOPSHEET, "account=A description=B page=C amount=D"),
    Role.PO_LOG: (
        PO_LOG,
        "po_number=A date=B vendor=C description=D account=E amount=F relieved=G open=H status=I",
    ),
    Role.INVOICE_LOG: (
        INVOICES,
        (
            "invoice_number=A date=B due_date=C vendor=D po_number=E subtotal=F tax=G total=H paid=I"
            " status=J"
        ),
    ),
    Role.LEDGER: (
        JOURNAL,
        "date=A entry=B account=C account_name=D description=E debit=F credit=G",
    ),
    Role.BANK: (BANK, "date=A description=B debit=C credit=D balance=E"),
    Role.CARD: (CARD, "date=A posted=B vendor=C holder=D amount=E receipt=F account=G"),
    Role.VENDOR_LIST: (VENDORS, "vendor=A contact=B phone=C email=D terms=E"),
    Role.CREW_LIST: (CREW, "department=A position=B person=C phone=D email=E start=F"),
    Role.STRIPBOARD: (
        ONE_LINER,
        "shoot_day=A date=B scene=C int_ext=D set=E day_night=F pages=G cast=H location=I",
    ),
    Role.CAST_LIST: (CAST, "cast_id=A character=B person=C phone=D start=E"),
    Role.DOOD: (DOOD, "cast_id=A character=B worked=F held=G"),
    Role.SCHEDULE: (RUN_OF_SHOW, "start=A duration=B item=C owner=E"),
    Role.TASK_LIST: (TASKS, "task_id=A task=B owner=C start=D due_date=E status=F percent=G"),
    Role.TIMESHEET: (
        TIMECARDS,
        "person=A date=B start=D end=E hours=F overtime=G rate=H account=I",
    ),
    Role.INVENTORY: (
        STOCK,
        "item_id=A item=B category=C quantity=D location=E rate=F amount=G",
    ),
    Role.AGEING: (
        AGEING,
        (
            "vendor=A invoice_number=B due_date=C current=D bucket_30=E bucket_60=F bucket_90=G"
            " bucket_over=H balance=I"
        ),
    ),
    Role.CHART_OF_ACCOUNTS: (CHART, "account=A account_name=B kind=C"),
    Role.TRIAL_BALANCE: (TRIAL_BALANCE, "account=A account_name=B debit=C credit=D"),
    Role.BUDGET_VS_ACTUAL: (
        BUDGET_VS_ACTUAL,
        "description=A budget=B actual_to_date=C variance=D",
    ),
}

LEDGER_EXPORT = """
    Trans# | Account | Date | Period | Vendor | Description | Document | PO# | Amount
    100001 | 3300-01 | 2026-01-05 | 1 | Acme | Rental of camera | INV-1 | PO-88 | 120.5
    100002 | 3400-01 | 2026-01-06 | 1 | Bolt | Lumber for set | INV-2 |  | 20.5
    100003 | 3400-02 | 2026-01-07 | 1 | Acme | Rental of lens | INV-3 | PO-90 | -13
    100004 | 3500-01 | 2026-01-08 | 1 | Cyan | Catering for crew | INV-9 | PO-91 | 99
"""

RECONCILIATION = """
    PART 1: BANK BALANCE
    Description | Reference | Amount | Formula
    Bank Balance per Statement |  |  | 71230

    ADD: Deposits in Transit
    Date | Description | Amount
    2024-12-11 | Cash sales | 5500

    Total Deposits in Transit |  |  | 5500

    SUBTRACT: Outstanding Checks
    Check No | Payee | Amount
    1252 | Marketing Agency | 1250
    1253 | Parts Supplier XYZ | 2350

    DIFFERENCE |  |  | 0
"""
