"""Which nights a command looks back on: those of a manifest, or of the folder one is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from addin import wiring
from addin.errors import FileMissing, NothingToDo
from addin.ports.nights import NightArchive
from addin.wiring.nights import STATE_FOLDER

F = TypeVar("F", bound=Callable[..., Any])
_DATABASE: Final = f"{STATE_FOLDER}/studio.db"
_KEEP_DAYS: Final = 400


@dataclass(frozen=True, slots=True)
class LookedBack:
    """A studio's memory; ``folder`` is the production that was named by its folder, or empty."""

    archive: NightArchive
    studio: str
    folder: str = ""
    keep_days: int = _KEEP_DAYS
    home: Path | None = None
    address: str = ""

    def folders(self) -> tuple[str, ...]:
        """The folders of all productions that any night had."""
        return tuple(self.archive.productions(self.studio))

    def production(self, said: str) -> str:
        """The folder of a production by its name or folder.

        Raises:
            NothingToDo: none was ever called so, or several are.
        """
        known = self.archive.productions(self.studio)
        fitting = [one for one, name in known.items() if said.casefold() == name.casefold()]
        fitting = fitting or [one for one in known if _is_folder(one, said)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise NothingToDo(f"'{said}' is {len(fitting)} productions: {', '.join(fitting)}.")
        near = get_close_matches(said, known.values(), 1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise NothingToDo(f"No night of {self.studio} had a production '{said}'.{hint}")


def place(command: F) -> F:
    """Where to look: a manifest or a folder, ``--state`` and ``--studio``."""
    where = click.argument(
        "place", metavar="[MANIFEST|FOLDER]", type=click.Path(path_type=Path), default="."
    )
    state = click.option(
        "--state", metavar="URL", help="Where the nights are kept, if not where the manifest says."
    )
    studio = click.option("--studio", metavar="NAME", help="Of several studios kept there, this.")
    return where(state(studio(command)))


@contextmanager
def looked_back(place: Path, state: str | None, studio: str | None) -> Iterator[LookedBack]:
    """The memory that a manifest, a folder or an address leads to.

    Raises:
        NothingToDo: no night was ever kept there; nothing is made.
        AddinError: the manifest or the memory cannot be used.
    """
    if place.suffix.casefold() == ".toml" and place.is_file():
        from addin.nightly.manifest import studio_of  # noqa: PLC0415 - not for help

        found = studio_of([place], wiring.read_text)
        address = state or found.settings.state
        home = found.home
        if not address and (home is None or not (home / _DATABASE).exists()):
            raise _nothing(place)
        with wiring.nights(home, address) as archive:
            key = studio or found.key
            yield LookedBack(archive, key, "", found.settings.keep_days, home, address)
        return
    if not place.is_dir():
        raise FileMissing(str(place))
    folder = place.resolve()
    home = next((one for one in (folder, *folder.parents) if (one / _DATABASE).exists()), None)
    if home is None and not state:
        raise _nothing(place)
    with wiring.nights(home, state or "") as archive:
        key = studio or _studio(archive, str(folder), place)
        mine = str(folder) if str(folder) in archive.productions(key) else ""
        yield LookedBack(archive, key, mine, home=home, address=state or "")


def _studio(archive: NightArchive, folder: str, place: Path) -> str:
    """The one studio that is kept there, or the one that the production is of."""
    known = archive.studios()
    mine = [one for one in known if folder in archive.productions(one)]
    found = mine if len(known) > 1 and mine else known
    if len(found) == 1:
        return found[0]
    if not found:
        raise _nothing(place)
    raise NothingToDo(f"Several studios are kept there: name one with --studio: {', '.join(found)}")


def _nothing(place: Path) -> NothingToDo:
    return NothingToDo(
        f"No night was kept for {place} yet. 'tieout nightly MANIFEST' runs one, and keeps it; the "
        "night of a bare folder is kept only in that production's own history."
    )


def _is_folder(folder: str, said: str) -> bool:
    named = Path(folder).name.casefold() == said.casefold()
    return named or Path(folder) == Path(said).absolute()


def names_of(known: Mapping[str, str], folder: str) -> str:
    """What a production is called; its folder's name, if it is not known."""
    return known.get(folder, Path(folder).name)
