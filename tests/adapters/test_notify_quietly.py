"""Nothing of an address or of a message is logged."""

from __future__ import annotations

import logging

from addin.ports.notify import Message, Parcel
from tests.adapters.delivering import notifier
from tests.adapters.receivers import certificate_in, mail, web


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
