"""Messages to receivers on this machine."""

from __future__ import annotations

from addin.adapters.notify import AppriseNotifier
from addin.ports.notify import Delivery, Message, Parcel

MESSAGE = Message("Tieout, Accounting: 1 new", "Show: 1 new\n- New: error PO201", {"version": 1}, 3)


def notifier(**environment: str) -> AppriseNotifier:
    """One that does not wait between tries."""
    return AppriseNotifier(
        environment, pauses=(0, 0), read_seconds=0.5, whole_seconds=5, sleep=lambda _: None
    )


def deliver(address: str, message: Message = MESSAGE) -> Delivery:
    """How one message to one address fared."""
    (delivery,) = notifier(TO=address).deliver([Parcel("TO", message)])
    return delivery
