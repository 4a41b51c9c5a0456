"""What reading a production may find, before any rule runs: files, cells, drift.

These findings come out of the readers themselves, because only they see the cell as it was; their
meaning stands here, in the form of a rule's docstring.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Meaning(NamedTuple):
    """One code that is no rule: its first line, and why it matters and what to do."""

    code: str
    title: str
    body: str


READING: Final = (
    Meaning(
        "FIL101",
        "A file cannot be read.",
        "Why it matters: what is in it was not checked, so a clean result says less than it seems."
        "\n\nExample: a ledger export that is protected by a password, or cut off in a download."
        "\n\nWhat to do: open it in Excel and save it again, without a password.",
    ),
    Meaning(
        "FIL102",
        "The formulas of a workbook could not be recalculated.",
        "Why it matters: `production.toml` asks for fresh numbers, and these are as old as the"
        " workbook's last save; they were checked as they stand."
        "\n\nExample: LibreOffice is named as the engine, but is not installed on the machine."
        "\n\nWhat to do: `tieout recalc --engines` says what there is and how to get it; or open"
        " the workbook in Excel and save it.",
    ),
    Meaning(
        "FIL103",
        "Some formulas could not be worked out anew.",
        "Why it matters: what they show was true when the workbook was last saved. Where figures"
        " behind them have changed since, it is certainly old and counts as unknown, not as 0."
        "\n\nExample: a formula with a function that only Excel knows, over a changed rate."
        "\n\nWhat to do: open the workbook in Excel and save it; `tieout recalc` lists each formula"
        " and why.",
    ),
    Meaning(
        "DAT101",
        "Text stands where a number belongs.",
        "Why it matters: no sum counts it.\n\nExample: `1,200?` in an amount column."
        "\n\nWhat to do: type the amount; a remark belongs in a column of its own.",
    ),
    Meaning(
        "DAT102",
        "Something that is no date stands where a date belongs.",
        "Why it matters: the line cannot be put in a period.\n\nExample: `########`, `next week`."
        "\n\nWhat to do: type the date.",
    ),
    Meaning(
        "DAT103",
        "Dates typed as text can be read two ways.",
        "Why it matters: 3/4/2026 is a month apart for two readers, so neither is assumed."
        "\n\nExample: a column with 3/4/2026 and 5/6/2026 and no day above 12."
        "\n\nWhat to do: write them as 2026-03-04, or as real dates.",
    ),
    Meaning(
        "DAT104",
        "A date is years away from all the others.",
        "Why it matters: it falls out of every period.\n\nExample: 2062 for 2026."
        "\n\nWhat to do: check the year against the document.",
    ),
    Meaning(
        "DAT105",
        "Numbers are typed as text.",
        "Why it matters: Tieout reads them, but Excel's SUM leaves them out."
        "\n\nExample: `$1,250.00 ` with a blank behind it."
        "\n\nWhat to do: select them and use Data > Text to Columns > Finish.",
    ),
    Meaning(
        "DAT106",
        "A status is not one that Tieout knows.",
        "Why it matters: whether the order is still a commitment is not known."
        "\n\nExample: `parked`.\n\nWhat to do: use open, partial, closed or void.",
    ),
    Meaning(
        "DAT107",
        "A cell that a record needs is empty.",
        "Why it matters: the line is left out of what depends on it."
        "\n\nExample: a posting without an account."
        "\n\nWhat to do: fill it in from the document.",
    ),
    Meaning(
        "DAT108",
        "The same list is kept twice; one of them was taken.",
        "Why it matters: taken both, every line would count twice."
        "\n\nExample: the ledger pasted into the cost report, or last week's export in the folder."
        "\n\nWhat to do: keep one of the two, or link the copy to the original.",
    ),
    Meaning(
        "DAT109",
        "A page count cannot be read.",
        "Why it matters: the day's pages, and the script's total, come out too small."
        "\n\nExample: `2 3/7`, `tbc`; a date that Excel made of a typed 3/8 is read as 3/8."
        "\n\nWhat to do: type pages and eighths, such as 1 3/8.",
    ),
    Meaning(
        "DAT110",
        "A list of cast ids cannot be read.",
        "Why it matters: the day-out-of-days and the call sheet miss somebody."
        "\n\nExample: `5-7`, which is three people or one id; 1,234 that may be 1 and 234."
        "\n\nWhat to do: type the ids as text, with commas: 5, 6, 7.",
    ),
    Meaning(
        "ADO101",
        "A confirmed column has moved; it was followed.",
        "Why it matters: only that you know.\n\nExample: a column inserted before the amounts."
        "\n\nWhat to do: nothing, or correct the letter in `production.toml`.",
    ),
    Meaning(
        "ADO102",
        "A confirmed column has another heading now; it was not read.",
        "Why it matters: what depends on it was not checked."
        "\n\nExample: `Total` has become `Net`."
        "\n\nWhat to do: correct the heading in `production.toml` if it is the same column.",
    ),
    Meaning(
        "ADO103",
        "A confirmed column is gone.",
        "Why it matters: what depends on it was not checked.\n\nExample: `Paid` was deleted."
        "\n\nWhat to do: put it back, or take it out of `production.toml`.",
    ),
    Meaning(
        "ADO104",
        "A confirmed table is no longer on its sheet.",
        "Why it matters: it was not checked.\n\nExample: the PO log was moved to another sheet."
        "\n\nWhat to do: run `tieout adopt` again.",
    ),
    Meaning(
        "ADO105",
        "A table that nobody confirmed has appeared.",
        "Why it matters: it is used only when its role is sure."
        "\n\nExample: this week's bank statement.\n\nWhat to do: run `tieout adopt`.",
    ),
    Meaning(
        "ADO106",
        "The sheet of a confirmed table is gone.",
        "Why it matters: it was not checked.\n\nExample: the tab was renamed."
        "\n\nWhat to do: put it back, or run `tieout adopt` again.",
    ),
)
