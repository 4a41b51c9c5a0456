"""IMPORTERS: every kind of file that can be imported, in the order in which people are asked."""

from __future__ import annotations

from typing import Final

from addin.importers.bank_csv import BANK_CSV, CARD_CSV
from addin.importers.final_draft import FINAL_DRAFT
from addin.importers.fountain import FOUNTAIN
from addin.importers.icalendar_file import ICALENDAR
from addin.importers.iif import IIF
from addin.importers.importer import HEAD, Importer
from addin.importers.kitsu import KITSU
from addin.importers.ledgers import LEDGER
from addin.importers.monday import MONDAY
from addin.importers.ms_project import MS_PROJECT
from addin.importers.ofx import OFX
from addin.importers.one_liner import ONE_LINER
from addin.importers.psplib import PSPLIB
from addin.importers.quickbooks_csv import QUICKBOOKS_CSV, XERO_CSV
from addin.importers.task_exports import ASANA, JIRA, TRELLO
from addin.importers.uss import USS

IMPORTERS: Final[tuple[Importer, ...]] = (
    USS,
    FINAL_DRAFT,
    FOUNTAIN,
    ONE_LINER,
    MS_PROJECT,
    ICALENDAR,
    KITSU,
    ASANA,
    JIRA,
    TRELLO,
    MONDAY,
    PSPLIB,
    BANK_CSV,
    CARD_CSV,
    OFX,
    IIF,
    QUICKBOOKS_CSV,
    XERO_CSV,
    LEDGER,
)


def those_that_know(content: bytes, file_name: str) -> tuple[Importer, ...]:
    """The importers that take this file for theirs: none, one, or several to ask about."""
    head = content[:HEAD]
    return tuple(one for one in IMPORTERS if one.knows(head, file_name))
