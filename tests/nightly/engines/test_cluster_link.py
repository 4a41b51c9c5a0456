"""When a connection to a scheduler may be made at all."""

from __future__ import annotations

import pytest

from addin.errors import NightRefused
from addin.nightly.engines.cluster_link import Tls, refuse_open_network


@pytest.fixture
def tls(tmp_path):
    """Three files."""
    files = [tmp_path / name for name in ("a.pem", "c.pem", "k.pem")]
    for file in files:
        file.write_text("")
    return Tls(*files)


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tcp://127.9.9.9:1"],
)
def test_without_encryption_only_on_this_machine(address):
    """tcp:// is taken where nobody else can listen."""
    refuse_open_network(address, None)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.5:8786",
        "tcp://scheduler:8786",
        "tcp://127.0.0.1.example:8786",
        "tcp://0.0.0.0:8786",
    ],
)
def test_without_encryption_never_to_another_machine(address, tls):
    """A scheduler runs any code that it is sent: tcp:// to elsewhere is refused, certificates or not."""
    for given in (None, tls):
        with pytest.raises(NightRefused, match="runs any code"):
            refuse_open_network(address, given)


@pytest.mark.parametrize(
    "address",
    ["scheduler:8786", "http://x:1", "tls://", "tls://x", "tls://x:port", "", "tls://x:0"],
)
def test_what_is_no_address_is_said_to_be_none(address, tls):
    """An address has a scheme, a host and a port."""
    with pytest.raises(NightRefused, match="is not the address of a scheduler"):
        refuse_open_network(address, tls)


def test_with_encryption_only_with_certificates(tls):
    """tls:// without certificates, or with files that are not there, is refused before it is tried."""
    refuse_open_network("tls://scheduler:8786", tls)

    with pytest.raises(NightRefused, match="needs certificates"):
        refuse_open_network("tls://scheduler:8786", None)

    tls.key.unlink()
    with pytest.raises(NightRefused, match=r"k\.pem"):
        refuse_open_network("tls://scheduler:8786", tls)
