"""What each service is sent, by receivers on this machine."""

from __future__ import annotations

import email
import email.policy
import json
import re
from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import pytest
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.slack import NotifySlack

from addin.adapters.notify_forms import formed
from addin.adapters.notify_text import as_markdown, fitted
from addin.domain.night import Ended
from addin.ports.notify import Message, Reached
from addin.reports.alert_digest import digest
from addin.reports.alert_words import plain
from tests.adapters.delivering import MESSAGE, deliver
from tests.adapters.receivers import certificate_in, mail, web
from tests.reports.alert_nights import RULE, night, point


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
        deliver(f"xml://127.0.0.1:{got.port}", Message("A & B", "<x>&'\"", {"a": "<&>"}))

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
    (told,) = card["body"]  # a title of its own would be cut within a word
    assert told["text"] == "**Title**\n\n" + r"«at»Jane«/at» \[click\]\(x\) \*b\*"
    assert told["wrap"]
    assert "image" not in body.casefold()


MAIL = "mailto://127.0.0.1:{port}?from=night@studio.example&to=jane@studio.example&mode=insecure"


def mailed(text: str, more: str = "") -> EmailMessage:
    """The mail that a text becomes."""
    with mail() as got:
        delivery = deliver(MAIL.format(port=got.port) + more, Message("Subject", text))

    assert delivery.reached is Reached.DELIVERED
    return email.message_from_string(got.mails[0], policy=email.policy.default)


def part(read: EmailMessage, kind: str) -> str:
    """One of the two forms of a mail."""
    body = read.get_body((kind,))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())


TEXT = (
    "Show & Co: 1 new\n- New: error PO201: <script>x</script>\nhttps://x.example/a%20b.html\n\n"
    "Nothing new in 1 other production."
)


def test_a_mail_is_plain_text_and_html_and_nothing_is_attached():
    """Both say the same; links are in both."""
    read = mailed(TEXT)

    assert read["Subject"] == "Subject"
    assert [one.get_content_type() for one in read.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    assert list(read.iter_attachments()) == []
    assert part(read, "plain").strip() == TEXT
    html = part(read, "html")
    assert '<a href="https://x.example/a%20b.html">' in html
    assert "<strong>Show &amp; Co: 1 new</strong>" in html


def test_a_mail_shows_names_as_they_are():
    """No markup in a name is run, and nothing is loaded from elsewhere."""
    html = part(mailed("<script>x</script> & <b>y</b>\n<img src=http://x.example>"), "html")

    assert "&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;y&lt;/b&gt;" in html
    assert not re.findall("<(?!/?(?:div|strong|ul|li|a|br)\\b)", html)


def test_who_wants_plain_text_alone_gets_it():
    """An address may say so."""
    read = mailed(TEXT, "&format=text")

    assert read.get_content_type() == "text/plain"
    assert part(read, "plain").strip() == TEXT


LONG = "The Long Night of the Harbour and all that the Tide brought \U0001f468\u200d\U0001f469\u200d\U0001f467 {} \u591c\u306e\u6e2f"


@pytest.fixture(scope="module", name="large")
def _large() -> Message:
    """What a studio of three hundred productions is told, each with trouble of its own."""
    nights = [
        night(
            *(point(f"{n}-{row}", ("PO201", "COS102")[row % 2], sheet=LONG.format(row)) for row in range(n % 7 + 1)),
            production=LONG.format(n),
            ended=Ended.FAILED if n % 9 == 0 else Ended.CHECKED,
            error="DamagedFile",
        )
        for n in range(300)
    ]  # fmt: skip
    told = digest(
        replace(RULE, name=LONG),
        nights,
        "",
        lambda _: "https://x.example/n.html",
        "https://x.example",
    )
    assert told is not None
    return Message(told.title, told.text, told.structured, told.worst)  # fmt: skip


def test_slack_takes_what_a_large_studio_is_told(large, monkeypatch):
    """Whole, in one message: 150 letters of a heading, 3,000 of a block, 50 blocks."""
    with web() as got:
        monkeypatch.setattr(NotifySlack, "webhook_url", f"http://127.0.0.1:{got.port}/services")
        address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7/#costs"
        for more in ("", "?blocks=yes"):
            assert deliver(f"{address}{more}", large).reached is Reached.DELIVERED

    plain_one, in_blocks = (json.loads(body)["attachments"][0] for _, _, body in got.calls)
    heading, *texts = [block["text"]["text"] for block in in_blocks["blocks"] if "text" in block]
    assert (plain_one["title"], plain_one["text"]) == (large.title, large.text)
    assert heading == large.title
    assert len(heading) <= 150
    assert texts == [large.text]
    assert len(large.text) <= 3000
    assert len(in_blocks["blocks"]) <= 50


def test_teams_takes_what_a_large_studio_is_told(large, tmp_path):
    """One card of less than 28 KB, of which nothing is cut but whole lines, and those are counted."""
    with web(certificate=certificate_in(tmp_path)) as got:
        address = f"workflows://127.0.0.1:{got.port}/abc123/SIG-xyz?verify=no"
        assert deliver(address, large).reached is Reached.DELIVERED

    ((_, _, body),) = got.calls
    assert len(body.encode()) < 28_000
    (told,) = json.loads(body)["attachments"][0]["content"]["body"]
    _, _, shown = told["text"].partition("\n\n")
    assert shown == fitted(large.text, len(shown), as_markdown)
    assert shown == as_markdown(large.text) or re.search(r"And \d+ more lines?\\?\.$", shown)
    assert len(told["text"]) > 700


class Pager(NotifyJSON):
    """A service that takes few letters, and a title and a text as one."""

    body_maxlen = 160
    title_maxlen = 0


def test_a_service_that_takes_few_letters_is_sent_whole_lines(large):
    """And how many there are more; the title has the counts."""
    service = Pager(host="127.0.0.1")

    title, body, form = formed(service, large)

    assert len(title) + 2 + len(body) <= 160
    assert title.startswith("Tieout, The Long Night")
    assert form == "text"
    assert all(line in large.text.splitlines() or line.endswith("…") or "more line" in line for line in body.splitlines())  # fmt: skip
