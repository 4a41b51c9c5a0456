"""Whether messages arrive, and what is done when they do not."""

from __future__ import annotations

import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.notify import AppriseNotifier
from addin.ports.notify import Parcel, Reached
from tests.adapters.delivering import MESSAGE, deliver, notifier
from tests.adapters.receivers import mail, web


def test_a_mail_that_is_refused_for_good_is_not_tried_again():
    """There is no such mailbox: the number is told, the mailbox is not."""
    with mail(refuse="550 no such box") as got:
        address = f"mailto://127.0.0.1:{got.port}?from=a@b.example&to=jane@b.example&mode=insecure"
        delivery = deliver(address)

    assert (delivery.reached, delivery.tries, delivery.status) == (Reached.REFUSED, 1, "550")


def test_a_mail_that_is_put_off_is_tried_again():
    """A full mailbox, a grey list: it may pass."""
    with mail(refuse="451 later") as got:
        address = f"mailto://127.0.0.1:{got.port}?from=a@b.example&to=jane@b.example&mode=insecure"
        delivery = deliver(address)

    assert (delivery.reached, delivery.tries, delivery.status) == (Reached.UNREACHED, 3, "451")


def test_a_service_in_trouble_is_tried_again():
    """500, then fine: delivered at the second try, once."""
    with web(answers=[500]) as got:
        delivery = deliver(f"json://127.0.0.1:{got.port}")

    assert (delivery.reached, delivery.tries) == (Reached.DELIVERED, 2)
    assert len(got.calls) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_service_that_says_no_is_not_asked_again(status):
    """What is forbidden stays forbidden."""
    with web(answers=[status] * 5) as got:
        delivery = deliver(f"json://127.0.0.1:{got.port}")

    assert (delivery.reached, delivery.status) == (Reached.REFUSED, str(status))
    assert len(got.calls) == 1


def test_a_service_that_asks_to_slow_down_is_tried_again():
    """429 is no refusal."""
    with web(answers=[429, 429]) as got:
        delivery = deliver(f"json://127.0.0.1:{got.port}")

    assert (delivery.reached, delivery.tries) == (Reached.DELIVERED, 3)


def test_a_closed_port_is_not_reached():
    """Nobody listens: three tries, and a sentence."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    delivery = deliver(f"json://127.0.0.1:{port}")

    assert (delivery.reached, delivery.tries, delivery.status) == (Reached.UNREACHED, 3, "")
    assert delivery.reason == "the service that TO names was not reached"


def test_no_option_of_an_address_makes_a_failure_a_delivery():
    """Who could not be reached is told by the next night, whatever the address asks for."""
    delivery = deliver("json://127.0.0.1:1/?optional=yes")

    assert delivery.reached is Reached.UNREACHED


def test_a_slow_service_does_not_hold_the_others_up():
    """It is given up after its time; others are delivered meanwhile."""
    with web(slow=3) as slow, web() as quick:
        addresses = {
            "SLOW": f"json://127.0.0.1:{slow.port}",
            "QUICK": f"json://127.0.0.1:{quick.port}",
        }
        started = time.monotonic()
        first, second = AppriseNotifier(addresses, pauses=(), read_seconds=0.3).deliver(
            [Parcel("SLOW", MESSAGE), Parcel("QUICK", MESSAGE)]
        )
        took = time.monotonic() - started

    assert (first.reached, second.reached) == (Reached.UNREACHED, Reached.DELIVERED)
    assert took < 2.5


def test_a_message_that_may_have_landed_is_not_sent_again_at_once():
    """It was taken and no answer came in time: the next night tells it, not the next second."""
    with web(slow=0.9) as got:
        delivery = deliver(f"json://127.0.0.1:{got.port}")

    assert (delivery.reached, delivery.tries) == (Reached.UNREACHED, 1)
    assert len(got.calls) == 1


def test_a_service_that_drips_is_given_up():
    """Each letter comes in time, the answer never ends: the whole try has an end all the same."""
    with web(drip=0.1) as got:
        got.said = b"x" * 15
        started = time.monotonic()
        one = AppriseNotifier(
            {"TO": f"json://127.0.0.1:{got.port}"}, read_seconds=0.5, whole_seconds=0.5
        )
        (delivery,) = one.deliver([Parcel("TO", MESSAGE)])
        took = time.monotonic() - started

    assert (delivery.reached, delivery.tries) == (Reached.UNREACHED, 1)
    assert took < 1.4


def test_an_address_that_is_missing_or_no_address_is_said():
    """By the name of its variable."""
    one = notifier(BAD="what?", EMPTY="  ", WRONG="slack://x")

    found = one.deliver([Parcel(to, MESSAGE) for to in ("NONE", "EMPTY", "BAD", "WRONG")])

    assert [each.reached for each in found] == [
        Reached.MISSING,
        Reached.MISSING,
        Reached.UNUSABLE,
        Reached.UNUSABLE,
    ]
    assert found[0].reason == "there is no environment variable NONE"


def test_whether_an_address_can_be_used_is_known_without_sending():
    """For a look before the night."""
    with web() as got:
        one = notifier(TO=f"json://127.0.0.1:{got.port}", BAD="what?")

        assert one.ready("TO").reached is Reached.DELIVERED
        assert one.ready("BAD").reached is Reached.UNUSABLE
    assert got.calls == []


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["json", "slack", "mailtos", "workflows", "xml", "x"]), st.text(max_size=40))
def test_whatever_an_address_is_it_is_ready_or_unusable(schema, rest):
    """A slip in a variable is said by the variable's name; nothing is raised that would show it."""
    delivery = notifier(TO=f"{schema}://{rest}").ready("TO")

    assert delivery.reached in {Reached.DELIVERED, Reached.UNUSABLE}
