"""Which productions a night runs over: folders as given, or listed in a studio's manifests."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from addin.errors import AddinError, FileMissing, NothingToDo, SettingsError
from addin.nightly.folders import is_folder
from addin.nightly.included import Listed, Listing
from addin.nightly.names import limited, name_of, same_names
from addin.settings.lines import lines_of
from addin.settings.model import FILE_NAME
from addin.settings.studio import UNSAID, AlertSettings, NightSettings, StudioSettings

Read = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Studio:
    """What a night is told to run over.

    ``key`` names the studio in its memory; ``home`` is the folder of its manifest, None where bare
    folders were given. ``nights`` says, for each of ``folders``, what its manifest says of nights.
    """

    key: str
    settings: StudioSettings
    folders: tuple[Path, ...]
    home: Path | None
    nights: tuple[NightSettings, ...] = ()

    def night_of(self, position: int) -> NightSettings:
        """What the manifest says of the nights of the production at this place."""
        return self.nights[position] if self.nights else self.settings.night


def studio_of(places: Sequence[Path], read: Read) -> Studio:
    """The productions of manifests and folders, in the order given, each folder once.

    The first manifest speaks for the studio; others are as if it included them. A manifest's own
    productions come before those it includes, and these in the order it names them.

    Raises:
        SettingsError: a manifest has mistakes, or names nothing; every mistake of every manifest.
        FileMissing: a folder or manifest does not exist.
        NothingToDo: nothing was given, or the folder of a manifest instead of the manifest.
    """
    listing = Listing(read)
    listed: list[Listed] = []
    for place in places:
        if place.suffix.casefold() == ".toml" and not is_folder(place):
            listed += listing.manifest(place)
        elif is_folder(place):
            _is_one_production(place, read)
            listed.append(Listed(Path(os.path.abspath(place)), UNSAID))  # noqa: PTH100 - links stay
        else:
            raise FileMissing(str(place))
    listing.complain()
    if not listed:
        raise NothingToDo("No production was named. Nothing was run.")
    once = _once(listed)
    folders = tuple(one.folder for one in once)
    if listing.first is None:
        return Studio(_key_of(folders), StudioSettings(), folders, None, (UNSAID,) * len(folders))
    path, settings = listing.first
    if settings.shared_history and (problems := same_names(folders, read)):
        raise SettingsError(str(path), problems)
    home = Path(os.path.abspath(path)).parent  # noqa: PTH100 - links stay as they are
    return Studio(
        key=settings.name or f"{path.stem} in {home.name}",
        settings=replace(settings, alerts=_alerts(listing, settings, read)),
        folders=folders,
        home=home,
        nights=tuple(one.night.over(settings.night) for one in once),
    )


def _is_one_production(folder: Path, read: Read) -> None:
    """Refuse the folder of a studio: its productions would be taken for one, all lists together.

    Raises:
        NothingToDo: a manifest lies in it.
    """
    manifests: list[Path] = []
    for one in sorted(folder.glob("*.toml")):
        with suppress(AddinError, OSError, ValueError):  # what cannot be read is no manifest here
            if one.name != FILE_NAME and ("productions",) in lines_of(read(one)):
                manifests.append(one)
    if manifests:
        raise NothingToDo(
            f"{folder} is the folder of a studio, not of one production. Nothing was run. Name its "
            f"manifest: {', '.join(map(str, manifests))}"
        )


def _once(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Each folder once, where it is named first, by whatever way it is reached."""
    found: dict[str, Listed] = {}
    for one in listed:
        found.setdefault(os.path.normcase(_real(one.folder)), one)
    return tuple(found.values())


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # a circle of links
        return folder


def _key_of(folders: Sequence[Path]) -> str:
    """A name for productions that no manifest names."""
    digest = hashlib.blake2b("\n".join(map(str, folders)).encode("utf-8", "replace"), digest_size=4)
    return f"{folders[0].name} {digest.hexdigest()}"


def _alerts(listing: Listing, settings: StudioSettings, read: Read) -> tuple[AlertSettings, ...]:
    """The studio's own alerts, and those of included manifests for their own productions."""
    found = list(settings.alerts)
    for manifest in listing.included:
        if not manifest.settings.alerts:
            continue
        names = [name_of(folder, read) for folder in manifest.folders]
        found += [one for alert in manifest.settings.alerts for one in limited(alert, names)]
    return tuple(found)
