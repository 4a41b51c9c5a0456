"""Messages delivered to receivers on this machine."""

from __future__ import annotations

import email
import email.policy
import json
import logging
import socket
import time
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import pytest
from apprise.plugins.slack import NotifySlack
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.notify import AppriseNotifier
from addin.ports.notify import Message, Parcel, Reached
from addin.reports.alert_words import plain
from tests.adapters.receivers import certificate_in, mail, web

MESSAGE = Message("Tieout, Accounting: 1 new", "Show: 1 new\n- New: error PO201", {"version": 1}, 3)


def notifier(**environment: str) -> AppriseNotifier:
    """One that does not wait between tries."""
    return AppriseNotifier(
        environment, pauses=(0, 0), read_seconds=0.5, whole_seconds=5, sleep=lambda _: None
    )


def deliver(address: str, message: Message = MESSAGE):
    """How one message to one address fared."""
    (delivery,) = notifier(TO=address).deliver([Parcel("TO", message)])
    return delivery


def test_a_webhook_is_sent_title_text_and_the_structured_form_as_json():
    """Programs read ``digest``; the rest is what a person reads."""
    with web() as got:
        delivery = deliver(f"json://127.0.0.1:{got.port}/hook")

    assert delivery.reached is Reached.DELIVERED
    ((path, kind, body),) = got.calls
    sent = json.loads(body)
    assert (path, kind) == ("/hook", "application/json")
    assert (sent["title"], sent["message"], sent["type"]) == (
        MESSAGE.title,
        MESSAGE.text,
        "failure",
    )
    assert sent["digest"] == {"version": 1}


def test_a_webhook_is_sent_a_form():
    """The structured form is JSON in one field."""
    with web() as got:
        assert deliver(f"form://127.0.0.1:{got.port}").reached is Reached.DELIVERED

    sent = parse_qs(got.calls[0][2])
    assert sent["message"] == [MESSAGE.text]
    assert json.loads(sent["digest"][0]) == {"version": 1}


def test_a_webhook_is_sent_xml_that_can_be_read():
    """Names that would break it are escaped."""
    with web() as got:
        assert deliver(f"xml://127.0.0.1:{got.port}", Message("A & B", "<x>&'\"", {"a": "<&>"}))

    root = ET.fromstring(got.calls[0][2])  # noqa: S314 - we sent it
    texts = {child.tag.rsplit("}")[-1]: child.text for child in root.iter()}
    assert texts["Subject"] == "A & B"
    assert texts["Message"] == "<x>&'\""
    assert json.loads(texts["digest"] or "") == {"a": "<&>"}


def test_slack_shows_names_as_they_are(monkeypatch):
    """No mention, link, emphasis or emoji comes of a name; the colour says how bad it is."""
    with web() as got:
        monkeypatch.setattr(NotifySlack, "webhook_url", f"http://127.0.0.1:{got.port}/services")
        hostile = "<!channel> <http://evil.example|click> *b* & <@U12345678>"
        address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7/#costs"
        assert deliver(address, Message("T", hostile)).reached is Reached.DELIVERED
        assert (
            deliver(address, Message("T", plain("<!channel> @here"))).reached is Reached.DELIVERED
        )

    first, second = (json.loads(body)["attachments"][0]["text"] for _, _, body in got.calls)
    assert (
        first == "&lt;!channel&gt; &lt;http://evil.example|click&gt; *b* &amp; &lt;@U12345678&gt;"
    )
    assert not json.loads(got.calls[0][2])["mrkdwn"]
    assert second == "«!channel» \uff20here"


def test_teams_shows_names_as_they_are(tmp_path):
    """A workflow of Teams reads Markdown: it is escaped, and nobody is mentioned."""
    with web(certificate=certificate_in(tmp_path)) as got:
        address = f"workflows://127.0.0.1:{got.port}/abc123/SIG-xyz?verify=no"
        text = plain("<at>Jane</at> [click](x) *b*", 99)
        assert deliver(address, Message("Title", text)).reached is Reached.DELIVERED

    (path, _, body), *_ = got.calls
    card = json.loads(body)["attachments"][0]["content"]
    assert path.startswith("/workflows/abc123/triggers/manual/paths/invoke?")
    assert "entities" not in card["msteams"]
    assert card["body"][-1]["text"] == r"«at»Jane«/at» \[click\]\(x\) \*b\*"
    assert "image" not in body.casefold()


def test_a_mail_has_subject_and_plain_text():
    """No markup is needed to read it, and none in a name is run."""
    with mail() as got:
        address = f"mailto://127.0.0.1:{got.port}?from=night@studio.example&to=jane@studio.example&mode=insecure"
        delivery = deliver(address, Message("Subject", "<script>x</script>\nline"))

    assert delivery.reached is Reached.DELIVERED
    read = email.message_from_string(got.mails[0], policy=email.policy.default)
    body = read.get_body(("plain",))
    assert read["Subject"] == "Subject"
    assert body is not None
    assert body.get_content().split() == ["<script>x</script>", "line"]
    assert read.get_body(("html",)) is None


def test_a_mail_in_html_shows_names_as_they_are():
    """Who asks for HTML gets every name escaped."""
    with mail() as got:
        address = f"mailto://127.0.0.1:{got.port}?from=a@b.example&to=c@b.example&mode=insecure&format=html"
        deliver(address, Message("Subject", "<script>x</script> & <b>y</b>\nline"))

    read = email.message_from_string(got.mails[0], policy=email.policy.default)
    body = read.get_body(("html",))
    assert body is not None
    assert "<script>" not in body.get_content()
    assert "&lt;script&gt;x&lt;/script&gt;" in body.get_content()


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


def test_nothing_of_an_address_or_a_message_is_logged(caplog, capfd, tmp_path, monkeypatch):
    """Whatever the level, whoever logs: delivered, refused, unreachable, unusable, over TLS."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.chdir(tmp_path)
    secret, message = "s3cr3tT0ken", Message("PlantedTitle", "PlantedText", {"a": "PlantedPart"})
    with web() as fine, web([403]) as no, web([500] * 9) as broken, mail(f"550 {secret}") as post:
        tls = web(certificate=certificate_in(tmp_path))
        with tls as safe:
            addresses = {
                "A": f"json://user:{secret}@127.0.0.1:{fine.port}/{secret}?:key={secret}",
                "B": f"json://127.0.0.1:{no.port}/{secret}",
                "C": f"xml://127.0.0.1:{broken.port}/{secret}",
                "D": f"slack://{secret}",
                "E": f"nonsense://{secret}@x",
                "F": f"mailto://user:{secret}@127.0.0.1:{post.port}?to={secret}@x.example&from=a@b.example&mode=insecure",
                "G": f"json://127.0.0.1:1/{secret}",
                "H": f"workflows://127.0.0.1:{safe.port}/abc/{secret}?verify=no",
                "I": f"form://127.0.0.1:{fine.port}/{secret}",
            }
            logging.getLogger("urllib3.connectionpool").setLevel(logging.DEBUG)
            found = notifier(**addresses).deliver([Parcel(to, message) for to in addresses])
            after = notifier(**addresses).ready("D")
    logging.getLogger("elsewhere").warning("still heard")

    assert fine.calls
    assert safe.calls
    told = caplog.text + "".join(capfd.readouterr()) + repr(found) + repr(after)
    told += "".join(each.reason for each in found)
    assert "still heard" in caplog.text
    for part in (secret, "Planted", "127.0.0.1"):
        assert part not in told
    assert [path.name for path in tmp_path.rglob("*")] == ["certificate.pem"]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["json", "slack", "mailtos", "workflows", "xml", "x"]), st.text(max_size=40))
def test_whatever_an_address_is_it_is_ready_or_unusable(schema, rest):
    """A slip in a variable is said by the variable's name; nothing is raised that would show it."""
    delivery = notifier(TO=f"{schema}://{rest}").ready("TO")

    assert delivery.reached in {Reached.DELIVERED, Reached.UNUSABLE}
