"""Read what a manifest says of the machines that work on its nights."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from addin.settings.cluster import USUAL_WAIT, ClusterSettings, HostFolders
from addin.settings.lines import Path
from addin.settings.reader import Reader
from addin.settings.shared_folders import Pairs, mistakes

CLUSTER: Final = ("wait_minutes", "google_accounts", "folders", "host")
HOST: Final = ("name", "folders")


def cluster_settings(reader: Reader) -> ClusterSettings:
    """The ``[cluster]`` of a manifest."""
    raw = reader.section("cluster", CLUSTER)
    accounts = reader.whole(("cluster", "google_accounts"), raw.get("google_accounts", 1))
    if not accounts:
        reader.wrong(("cluster", "google_accounts"), "google_accounts is one or more")
    return ClusterSettings(
        wait_minutes=_minutes(reader, raw.get("wait_minutes", USUAL_WAIT)),
        google_accounts=accounts or 1,
        folders=_folders(reader, ("cluster", "folders"), raw.get("folders", {})),
        hosts=_hosts(reader, raw.get("host", [])),
    )


def _minutes(reader: Reader, value: object) -> float:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value >= 0:
        return float(value)
    what = "wait_minutes is a number of zero or more, as 2.5; 0 does not wait"
    reader.wrong(("cluster", "wait_minutes"), what)
    return USUAL_WAIT


def _hosts(reader: Reader, value: object) -> tuple[HostFolders, ...]:
    where: Path = ("cluster", "host")
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        reader.wrong(where, "each host is written as [[cluster.host]], in double brackets")
        return ()
    return tuple(_host(reader, (*where, number), raw) for number, raw in enumerate(value))


def _host(reader: Reader, where: Path, raw: dict[str, Any]) -> HostFolders:
    reader.known(where, raw, HOST)
    for name in HOST:
        if name not in raw:
            reader.wrong(where, f"this host lacks '{name}'")
    return HostFolders(
        reader.text((*where, "name"), raw.get("name", "")),
        _folders(reader, (*where, "folders"), raw.get("folders", {})),
    )


def _folders(reader: Reader, where: Path, value: object) -> Pairs:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        what = "folders are pairs, here and there: \"/srv/prod\" = 'P:\\'"
        reader.wrong(where, what)
        return ()
    pairs = tuple((str(ours), str(theirs)) for ours, theirs in value.items())
    for wrong in mistakes(pairs):
        reader.wrong(where, wrong)
    return pairs
