"""``tieout serve``: what it says, what it keeps, and what it refuses."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from addin.cli.serve import serve
from addin.hosts.web.certificates import local_certificate
from addin.hosts.web.own_folder import write_private

KEY = "a-key-for-a-whole-office-0123456789"


@contextmanager
def serving(home, *options):
    """``tieout serve`` in a process of its own; gives what it said until it was ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "addin", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TIEOUT_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Stop with"):
            break
    try:
        yield "".join(said), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def asked(*options):
    """What the command says to options it should refuse, and its status."""
    result = CliRunner().invoke(serve, [*options], catch_exceptions=False)
    return result.output, result.exit_code


def address_in(said):
    """Where it says that it is."""
    found = re.search(r"functions at (\S+) ", said)
    assert found, said
    return found[1]


@pytest.mark.skipif(os.name != "posix", reason="sends a signal as Ctrl+C does")
def test_it_serves_over_https_until_it_is_told_to_stop(tmp_path):
    """What it prints is what works: the address, the manifest, the certificate."""
    with serving(tmp_path, "--https") as (said, process):
        base = address_in(said)
        manifest = tmp_path / "web" / "load" / "manifest.xml"
        authority = tmp_path / "web" / "authority.pem"
        assert f"Load {manifest} into Excel" in said
        assert str(authority) in said
        root = ET.fromstring(manifest.read_text("utf-8"))  # noqa: S314 - written just now
        page = root.find(".//{*}DefaultSettings/{*}SourceLocation")
        assert page is not None
        trusted = ssl.create_default_context(cafile=authority)
        with httpx.Client(verify=trusted, trust_env=False) as client:
            address = page.attrib["DefaultValue"]
            assert address.startswith(base)
            assert client.get(address).status_code == 200
            script = client.get(address.replace("functions.html", "functions.js"))
            key = address.partition("?key=")[2]
            assert f'"key": "{key}"' in script.text
            answered = client.post(
                f"{base}/v1/call",
                content='{"calls":[{"f":"COST_EFC","a":[1,2,3]}]}',
                headers={"Authorization": f"Bearer {key}", "Content-Type": "text/plain"},
            )
            assert answered.json() == {"answers": [{"r": 6}]}
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)

    assert rest.strip() == "Stopped."
    assert errors == ""
    assert process.returncode == 0
    assert (manifest.stat().st_mode & 0o777) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="sends a signal as a service manager does")
def test_without_https_it_says_what_excel_needs(tmp_path):
    """And writes no manifest that could not work."""
    with serving(tmp_path) as (said, process):
        assert "run 'tieout serve --https'" in said
        assert httpx.get(f"{address_in(said)}/help.html", trust_env=False).status_code == 200
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)

    assert not (tmp_path / "web" / "load").exists()


def test_a_port_that_is_taken_is_told(tmp_path):
    """In a sentence, with what to do."""
    with serving(tmp_path) as (said, _):
        port = address_in(said).rpartition(":")[2]
        second = subprocess.run(
            [sys.executable, "-m", "addin", "serve", "--port", port],
            capture_output=True,
            text=True,
            env={**os.environ, "TIEOUT_HOME": str(tmp_path)},
            timeout=60,
            check=False,
        )

    assert second.returncode == 2
    assert "another program is there already" in second.stderr
    assert "--port" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.fixture
def files(tmp_path):
    """A certificate, its key, and a key for calls: what they hold is looked at later."""
    for name in ("certificate.pem", "key.pem"):
        (tmp_path / name).write_text("not looked at")
    write_private(tmp_path / "token", KEY.encode())
    return tmp_path


def test_other_computers_are_not_let_in_by_accident(files):
    """An address that others reach needs a certificate and a key of its own, both."""
    certificate = ["--certificate", str(files / "certificate.pem"), "--key", str(files / "key.pem")]
    token = ["--token-file", str(files / "token")]
    for options in ([], ["--https"], certificate, token, ["--https", *token]):
        said, status = asked("--host", "192.0.2.1", *options)
        assert status == 2
        assert "Nothing was started" in said


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--certificate", "certificate.pem"], "come together"),
        (["--key", "key.pem"], "come together"),
        (["--https", "--certificate", "certificate.pem", "--key", "key.pem"], "Choose one"),
        (["--url", "http://tieout.example"], "https://"),
        (["--port", "70000"], "65535"),
        (["--token-file", "nowhere"], "does not exist"),
    ],
)
def test_options_that_do_not_go_together_are_refused(files, monkeypatch, options, reason):
    """Before anything is made or started."""
    monkeypatch.chdir(files)

    said, status = asked(*options)

    assert status == 2
    assert reason in said


def test_every_address_of_this_computer_needs_a_name(files, monkeypatch):
    """0.0.0.0 is nothing that Excel could be told."""
    monkeypatch.chdir(files)
    own = ["--certificate", "certificate.pem", "--key", "key.pem", "--token-file", "token"]

    said, status = asked("--host", "0.0.0.0", *own)  # noqa: S104 - refused

    assert status == 2
    assert "--url must say" in said


def test_its_help_loads_no_web_server():
    """Nor does anything else that only lists the commands."""
    code = "import sys, addin.cli.serve\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {"uvicorn", "starlette", "cryptography"} & set(done.stdout.split())


def test_a_name_of_ones_own_stands_in_the_manifest(tmp_path):
    """Behind a proxy the server is known by another address."""
    guid = "11111111-2222-4333-8444-ABCDEFABCDEF"
    with serving(tmp_path, "--url", "https://tieout.example/addin/", "--id", guid) as (said, _):
        assert address_in(said) == "https://tieout.example/addin"
        text = Path(tmp_path / "web" / "load" / "manifest.json").read_text("utf-8")

    assert "https://tieout.example/addin/functions.json" in text
    assert guid.lower() in text


def free_port():
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_a_whole_office_is_served_with_a_certificate_and_a_key_of_its_own(files):
    """Under the name in the manifest and with the key that was handed out; under no other name."""
    made = local_certificate(files / "made", dt.datetime.now(dt.UTC))
    own = ["--certificate", str(made.certificate), "--key", str(made.key)]
    name = ["--host", "0.0.0.0", "--url", "https://tieout.example"]  # noqa: S104 - on purpose
    port = free_port()
    with serving(files, *own, *name, "--token-file", str(files / "token"), "--port", port) as (
        said,
        _,
    ):
        assert address_in(said) == "https://tieout.example"
        trusted = ssl.create_default_context(cafile=made.authority)
        with httpx.Client(
            verify=trusted, trust_env=False, base_url=f"https://127.0.0.1:{port}"
        ) as client:
            page = f"/functions.js?key={KEY}"
            known = client.get(page, headers={"Host": "tieout.example"})
            strange = client.get(page, headers={"Host": "other.example"})
            unkeyed = client.get("/functions.js", headers={"Host": "tieout.example"})

    assert known.status_code == 200
    assert '"endpoint": "https://tieout.example/v1/call"' in known.text
    assert strange.status_code == 421
    assert unkeyed.status_code == 401


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_key_that_others_can_read_stops_the_start(files):
    """It says how to mend it, and nothing runs meanwhile."""
    (files / "token").chmod(0o644)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "addin",
            "serve",
            "--port",
            "0",
            "--token-file",
            str(files / "token"),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert "chmod 600" in done.stderr
    assert "Traceback" not in done.stderr
