"""Tell people how a night went: each address what it does not know yet, and what came of it.

Every address has its own memory. One that could not be reached is told by the next night, and those
that were reached are not told twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from addin.domain.night import ProductionNight
from addin.errors import AddinError, NotifyFailed
from addin.nightly.manifest import Studio
from addin.ports.nights import Nights
from addin.ports.notify import Delivery, Message, Notifier, Parcel, Reached
from addin.reports.alert_digest import Digest, digest
from addin.reports.alert_text import bare
from addin.settings.studio import AlertSettings

PageName = Callable[[ProductionNight], str]
"""The file name of a production's page, beside the portfolio's."""

_LONGEST: Final = 90


@dataclass(frozen=True, slots=True)
class AlertTold:
    """What came of an alert at one of its addresses, by the name of its variable.

    ``title`` is what was to be said; empty where there was nothing to say. ``reached`` is None
    then, and where the memory could not be used. ``trouble`` is a sentence, empty where there is
    none.
    """

    alert: str
    to: str
    title: str = ""
    reached: Reached | None = None
    trouble: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether somebody was told something."""
        return self.reached is Reached.DELIVERED


@dataclass(frozen=True, slots=True)
class Due:
    """What an address is to be told now; None: nothing."""

    alert: AlertSettings
    to: str
    digest: Digest | None


def alerts_of(
    studio: Studio,
    nights: Sequence[ProductionNight],
    memory: Nights,
    notifier: Notifier,
    at: dt.datetime,
    page: PageName | None = None,
) -> tuple[AlertTold, ...]:
    """Tell everybody what they are to be told after these nights. Nothing is raised for an address.

    ``page`` gives the name of a production's page, for links; without it the portfolio is linked.
    What was delivered is remembered; what was not is told by the next night.
    """
    told: dict[tuple[str, str], AlertTold] = {}
    waiting: dict[tuple[str, str], Due] = {}
    for alert, to in _addresses(studio):
        try:
            due = _due(studio, alert, to, nights, memory, page)
        except AddinError:  # its text may hold the address of a database
            reason = "what it told last cannot be read"
            said = str(NotifyFailed(alert.name, reason))
            told[alert.name, to] = AlertTold(alert.name, to, trouble=said)
            continue
        if due.digest is None:
            told[alert.name, to] = AlertTold(alert.name, to)
        else:
            waiting[alert.name, to] = due
            told[alert.name, to] = AlertTold(alert.name, to, due.digest.title)
    parcels = [Parcel(due.to, _message(due.digest)) for due in waiting.values() if due.digest]
    for (key, due), delivery in zip(waiting.items(), notifier.deliver(parcels), strict=True):
        told[key] = _settled(studio, due, delivery, memory, at)
    return tuple(told.values())


def due_now(
    studio: Studio,
    nights: Sequence[ProductionNight],
    memory: Nights,
    page: PageName | None = None,
) -> Iterator[Due]:
    """What each address would be told now; nothing is sent or remembered.

    Raises:
        HistoryUnusable: what was told before cannot be read.
    """
    for alert, to in _addresses(studio):
        yield _due(studio, alert, to, nights, memory, page)


def tried_out(studio: Studio, alert: AlertSettings, notifier: Notifier) -> tuple[AlertTold, ...]:
    """Send a harmless message to every address of an alert; nothing is remembered."""
    name = bare(studio.settings.name or studio.key)
    text = (
        f"This is a test from Tieout. Alerts of {name} named '{bare(alert.name)}' arrive here. "
        "Nothing is wrong, and nothing is to be done."
    )
    message = Message(f"Tieout, {bare(alert.name)}: test", text, {"version": 1, "test": True})
    addresses = tuple(dict.fromkeys(alert.to))
    deliveries = notifier.deliver([Parcel(to, message) for to in addresses])
    return tuple(_said(alert, one, message.title) for one in deliveries)


def link_to(base: str, page: str) -> str:
    """Where a page is found; empty for what is no plain address of the web.

    An address with a password or a query may hold a secret, and is never passed on.

    >>> link_to("https://costs.example/nights/", "Show 1.html")
    'https://costs.example/nights/Show%201.html'
    >>> link_to("https://bob:secret@costs.example/", "x.html")
    ''
    """
    try:
        parts = urlsplit(base)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    if "@" in parts.netloc or parts.query or parts.fragment or not base.isprintable():
        return ""
    if not page:
        return base
    folder = base if base.endswith("/") else f"{base}/"
    return f"{folder}{quote(page)}"


def _addresses(studio: Studio) -> Iterator[tuple[AlertSettings, str]]:
    for alert in studio.settings.alerts:
        for to in dict.fromkeys(alert.to):
            yield alert, to


def _due(
    studio: Studio,
    alert: AlertSettings,
    to: str,
    nights: Sequence[ProductionNight],
    memory: Nights,
    page: PageName | None,
) -> Due:
    before = memory.sent(studio.key, _key(alert, to))

    def link(night: ProductionNight) -> str:
        return link_to(studio.settings.link, page(night) if page else "")

    home = link_to(studio.settings.link, "")
    return Due(alert, to, digest(alert, nights, before, link, home))


def _settled(
    studio: Studio, due: Due, delivery: Delivery, memory: Nights, at: dt.datetime
) -> AlertTold:
    """Remember what was delivered."""
    title = due.digest.title if due.digest else ""
    said = _said(due.alert, delivery, title)
    if not said.is_delivered or due.digest is None:
        return said
    try:
        memory.keep_sent(studio.key, _key(due.alert, due.to), due.digest.memory, at)
    except AddinError:
        trouble = (
            f"The alert '{due.alert.name}' was delivered, and this could not be remembered. The "
            "next night tells the same again."
        )
        return AlertTold(due.alert.name, due.to, title, said.reached, trouble)
    return said


def _said(alert: AlertSettings, delivery: Delivery, title: str) -> AlertTold:
    reason = delivery.reason
    trouble = str(NotifyFailed(alert.name, reason)) if reason else ""
    return AlertTold(alert.name, delivery.to, title, delivery.reached, trouble)


def _message(told: Digest) -> Message:
    return Message(told.title, told.text, told.structured, told.worst)


def _key(alert: AlertSettings, to: str) -> str:
    """What the memory of an address is kept under."""
    return f"{alert.name[:_LONGEST]} → {to[:_LONGEST]}"
