"""What a production kept in its own folder, taken over where productions share a history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from addin.domain.gathered import Gathered
from addin.errors import AddinError
from addin.wiring.nights import STATE_FOLDER, address_of
from addin.wiring.places import production_name, settings_of

if TYPE_CHECKING:
    from addin.adapters.database.connected import Connected

_FILE = "history.db"


def gathered(folder: Path, address: str, *, is_dry: bool = False) -> Gathered:
    """Take over a production's own history into the one at an address; its own is only read.

    What is there already is left as it is, so it may be done as often as one likes. ``is_dry``:
    only say what would be taken over.

    Raises:
        HistoryUnusable: one of the two cannot be used; nothing was taken over.
    """
    try:
        name = settings_of(folder).name or production_name(folder)
    except AddinError:  # said by what needs them; what it is called is not known
        return Gathered(production_name(folder), "")
    file = folder / STATE_FOLDER / _FILE
    if not file.is_file():
        return Gathered(name, str(file))
    from addin.adapters.database.address import url_of_file  # noqa: PLC0415 - as below
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - a third of a second
    from addin.adapters.database.gathering import gathered as taken_over  # noqa: PLC0415 - as above
    from addin.adapters.database.rehearsal import rehearsed  # noqa: PLC0415 - as above

    source = rehearsed(url_of_file(file))  # a copy, so that the file stays as it is
    target: Connected = (rehearsed if is_dry else Connected)(address_of(address))
    try:
        return taken_over(source, target, name)
    finally:
        source.close()
        target.close()
