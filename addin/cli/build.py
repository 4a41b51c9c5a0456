"""``tieout build``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from addin import wiring

_FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
_REPLACE = click.option("--replace", is_flag=True, help="Replace files that are already there.")


@click.group(short_help="Build the add-in for Excel, Excel on the web, or LibreOffice.")
def build() -> None:
    """The files that bring the functions into a spreadsheet program.

    They are built from the functions of this version: build them anew after each update.
    """


@build.command("desktop", short_help="The add-in for Excel on Windows.")
@_FOLDER
@click.option(
    "--own-server",
    is_flag=True,
    help="For computers on which Excel may not start programs: Windows starts Python.",
)
@_REPLACE
def desktop(folder: Path, *, own_server: bool, replace: bool) -> int:
    r"""Write the Excel add-in, tieout.xlam, and its licence notices into FOLDER.

    The add-in belongs into Excel's start-up folder, %APPDATA%\Microsoft\Excel\XLSTART; 'tieout
    install desktop' puts it there. Nothing else may lie there: Excel opens all of it.
    """
    from addin.hosts.desktop.xlam import (  # noqa: PLC0415 - a program that few commands need
        FILE_NAME,
        NOTICES_NAME,
        build_xlam,
        notices,
    )

    files = {FILE_NAME: build_xlam(own_server=own_server)}
    if not own_server:  # then nothing of xlwings is in it
        files[NOTICES_NAME] = notices().encode()
    return _saved(folder, files, replace)


@build.command("web", short_help="The files and manifests for Excel on the web and on the Mac.")
@_FOLDER
@click.option("--url", required=True, help="The https address under which they will be served.")
@click.option("--endpoint", default="", help="The address that answers calls, if it is another.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The key that calls must bring; it then stands in the files.",
)
@_REPLACE
def web(folder: Path, url: str, endpoint: str, token_file: Path | None, *, replace: bool) -> int:
    """Write what Excel loads from a web server of your own into FOLDER; 'tieout serve' needs none.

    The manifest goes to people's Excel, the other files under --url.
    """
    from addin.hosts.web.files import web_files  # noqa: PLC0415 - only this command
    from addin.hosts.web.own_folder import key_in  # noqa: PLC0415 - only this command

    key = key_in(token_file) if token_file else ""
    return _saved(folder, web_files(url.rstrip("/"), key=key, endpoint=endpoint), replace)


@build.command("calc", short_help="The extension for LibreOffice Calc.")
@_FOLDER
@click.option(
    "--python",
    metavar="PATH",
    help="The Python that has Tieout on the machines of your colleagues; else this one.",
)
@_REPLACE
def calc(folder: Path, python: str | None, *, replace: bool) -> int:
    """Write the LibreOffice extension, tieout-functions.oxt, into FOLDER.

    A double click installs it: the functions and the menu with the buttons. Both work with the
    Python that it was built for. Beside it comes tieout-buttons.ods, a sheet of buttons to keep in
    a production's folder, or to copy into other documents.
    """
    from addin.hosts.libreoffice import panel  # noqa: PLC0415 - only this command
    from addin.hosts.libreoffice.build import (  # noqa: PLC0415 - only this command
        FILE_NAME,
        build_oxt,
    )
    from addin.macros.catalogue import BUTTONS  # noqa: PLC0415 - only this command

    files = {FILE_NAME: build_oxt(python), panel.FILE_NAME: panel.panel(BUTTONS)}
    return _saved(folder, files, replace)


def _saved(folder: Path, files: Mapping[str, bytes], replace: bool) -> int:  # noqa: FBT001 - the option
    wiring.save_new(folder, files, replace=replace)
    for name in files:
        click.echo(folder / name)
    return 0
