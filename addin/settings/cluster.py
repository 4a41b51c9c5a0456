"""What a manifest says of the machines that work on its nights."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from addin.settings.shared_folders import Pairs

USUAL_WAIT: Final = 5.0  # minutes


@dataclass(frozen=True, slots=True)
class HostFolders:
    """Where machines whose name fits a pattern find the folders."""

    name: str
    folders: Pairs


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """The machines of a night.

    ``wait_minutes`` is how long a night waits for a scheduler that is gone; 0: not at all.
    ``google_accounts`` is how many accounts the machines sync with, together. ``folders`` say where
    workers find this computer's folders, ``hosts`` where some of them do; none: as this one.
    """

    wait_minutes: float = USUAL_WAIT
    google_accounts: int = 1
    folders: Pairs = ()
    hosts: tuple[HostFolders, ...] = ()

    def folders_of(self, host: str) -> Pairs:
        """Where the machine of this name finds them: as the first host says that fits, else all."""
        name = host.casefold()
        fitting = (one.folders for one in self.hosts if fnmatchcase(name, one.name.casefold()))
        return next(fitting, self.folders)


UNSAID_CLUSTER: Final = ClusterSettings()
