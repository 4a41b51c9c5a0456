"""Which engine a text means: ``in-process``, ``local``, ``local:4``, a scheduler's address."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from addin.errors import NightRefused
from addin.nightly.engines.engine import Engine
from addin.nightly.limits import Work
from addin.nightly.production import work as night_of_production
from addin.settings.cluster import UNSAID_CLUSTER, ClusterSettings

_LOCAL: Final = re.compile(r"local(?::(\d{1,4}))?")
_FEW: Final = 4
"""So many productions are done before several processes have started."""
_MOST: Final = 256


def engine_called(
    text: str,
    productions: int,
    *,
    workers: int = 0,
    tls: tuple[Path, Path, Path] | None = None,
    cluster: ClusterSettings = UNSAID_CLUSTER,
    work: Work = night_of_production,
) -> Engine:
    """The engine that is asked for; without any, one that suits this machine and the night.

    Args:
        text: ``in-process``, ``local`` (a process for each processor), ``local:N``, or the
            address of a scheduler; empty for the usual.
        productions: how many there are.
        workers: how many processes; 0 for what ``text`` says.
        tls: the files of authority, certificate and key for a scheduler.
        cluster: what the manifest says of the machines behind a scheduler.
        work: what is done with each production.

    Raises:
        NightRefused: there is no such engine.
    """
    asked = text.strip()
    if "://" in asked:
        return _cluster(asked, workers, tls, cluster, work)
    if tls is not None:
        raise NightRefused(
            "Certificates are for a scheduler (--cluster tls://…), and none was given. "
            "Nothing was started."
        )
    found = _LOCAL.fullmatch(asked)
    if found is not None or workers or (not asked and productions > _FEW):
        if asked == "in-process":
            raise NightRefused("in-process takes no --workers. Nothing was started.")
        return _pool(workers or int((found and found[1]) or _processors()), work)
    if asked in {"", "in-process"}:
        from addin.nightly.engines.in_process import InProcess  # noqa: PLC0415 - one of three

        return InProcess(work)
    raise NightRefused(
        f"There is no engine '{asked}': write in-process, local, local:4 or the address of a "
        "scheduler, as tls://scheduler:8786. Nothing was started."
    )


def _pool(workers: int, work: Work) -> Engine:
    from addin.nightly.engines.pool import Pool  # noqa: PLC0415 - one of three

    if not 1 <= workers <= _MOST:
        raise NightRefused(f"{workers} processes: from 1 to {_MOST}. Nothing was started.")
    return Pool(workers, work)


def _cluster(
    address: str,
    workers: int,
    tls: tuple[Path, Path, Path] | None,
    settings: ClusterSettings,
    work: Work,
) -> Engine:
    from addin.nightly.engines.cluster import Cluster  # noqa: PLC0415 - one of three
    from addin.nightly.engines.cluster_link import Tls  # noqa: PLC0415 - as above

    if workers:
        raise NightRefused(
            "How many work on a cluster is for its scheduler to say: leave --workers out. "
            "Nothing was started."
        )
    return Cluster(address, Tls(*tls) if tls else None, work=work, settings=settings)


def _processors() -> int:
    """Those that this process may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
