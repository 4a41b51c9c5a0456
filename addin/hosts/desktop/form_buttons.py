"""Form buttons on a worksheet, in the parts that Excel writes for them.

A button stands in four places: the old drawing (VML) that every Excel shows, the new drawing and
the control properties that Excel 2010 and later keep beside it, and the list of controls in the
sheet. Source: MS-OI29500 and ECMA-376 part 1, 18.3.1.17 (controls); parts as Excel 365 saves them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

ROW: Final = 3
"""The band: the row below a template's first lines, which is empty on all of them."""
BAND_HEIGHT: Final = 30.0
"""Of the band, in points."""
_TOP: Final = 4
_HEIGHT: Final = 30
_GAP: Final = 8
_LEFT: Final = 6
_LETTER: Final = 8
_MARGINS: Final = 26
"""In pixels; a letter of the button's font is hardly wider than eight."""
_EMU: Final = 9525
"""Of a pixel. Source: ECMA-376, English metric units, at 96 dots per inch."""
_USUAL_WIDTH: Final = 8.43
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MC: Final = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XDR: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
VML_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
CONTROL_PROPERTIES: Final = (
    f'{_HEAD}<formControlPr xmlns="{_X14}" objectType="Button" lockText="1"/>'
)
"""The part that each button has."""


@dataclass(frozen=True, slots=True)
class FormButton:
    """A button, where it stands and what it runs.

    ``left`` and ``right`` are a column, counted from 0, and pixels into it; ``shape`` is its number
    in the drawing.
    """

    label: str
    macro: str
    left: tuple[int, int]
    right: tuple[int, int]
    shape: int

    @property
    def name(self) -> str:
        """What Excel calls it in its list of shapes."""
        return f"Tieout {self.label}"


def laid_out(
    buttons: Sequence[tuple[str, str]], widths: Mapping[int, float], first_shape: int
) -> list[FormButton]:
    """Labels and macros side by side in the band.

    Args:
        buttons: label and macro of each.
        widths: of the sheet's columns, counted from 1, in letters.
        first_shape: the number of the first one's shape.
    """
    found, at = [], _LEFT
    for number, (label, macro) in enumerate(buttons):
        end = at + len(label) * _LETTER + _MARGINS
        ends = _column_at(at, widths), _column_at(end, widths)
        found.append(FormButton(label, macro, *ends, first_shape + number))
        at = end + _GAP
    return found


def _column_at(pixels: int, widths: Mapping[int, float]) -> tuple[int, int]:
    column = 0
    while pixels >= (width := int(widths.get(column + 1, _USUAL_WIDTH) * 7 + 5)):
        pixels -= width
        column += 1
    return column, pixels


def controls(buttons: Sequence[FormButton], relations: Sequence[str]) -> str:
    """The sheet's list of controls; it stands behind ``legacyDrawing``."""
    each = "".join(map(_control, buttons, relations))
    return (
        f'<mc:AlternateContent {_MC}><mc:Choice xmlns:x14="{_X14}" Requires="x14">'
        f'<controls xmlns:xdr="{_XDR}">{each}</controls></mc:Choice></mc:AlternateContent>'
    )


def _control(button: FormButton, relation: str) -> str:
    return (
        f'<mc:AlternateContent {_MC}><mc:Choice xmlns:x14="{_X14}" Requires="x14">'
        f'<control shapeId="{button.shape}" r:id="{relation}" name={quoteattr(button.name)}>'
        '<controlPr defaultSize="0" print="0" autoFill="0" autoPict="0" '
        f'macro="[0]!{button.macro}">'
        f'<anchor moveWithCells="1"><from>{_corner(button.left, _TOP)}</from>'
        f"<to>{_corner(button.right, _TOP + _HEIGHT)}</to></anchor>"
        "</controlPr></control></mc:Choice></mc:AlternateContent>"
    )


def _corner(at: tuple[int, int], down: int) -> str:
    column, across = at
    return (
        f"<xdr:col>{column}</xdr:col><xdr:colOff>{across * _EMU}</xdr:colOff>"
        f"<xdr:row>{ROW - 1}</xdr:row><xdr:rowOff>{down * _EMU}</xdr:rowOff>"
    )


def drawing(buttons: Sequence[FormButton]) -> str:
    """The new drawing, in which each button is a hidden shape that names its old one."""
    return (
        f'{_HEAD}<xdr:wsDr xmlns:xdr="{_XDR}" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"{''.join(map(_anchored, buttons))}</xdr:wsDr>"
    )


def _anchored(button: FormButton) -> str:
    return (
        f"<mc:AlternateContent {_MC}><mc:Choice "
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        f'<xdr:twoCellAnchor editAs="oneCell"><xdr:from>{_corner(button.left, _TOP)}</xdr:from>'
        f"<xdr:to>{_corner(button.right, _TOP + _HEIGHT)}</xdr:to>"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{button.shape}" name={quoteattr(button.name)} hidden="1"><a:extLst>'
        '<a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
        f'<a14:compatExt spid="_x0000_s{button.shape}"/></a:ext></a:extLst></xdr:cNvPr>'
        "<xdr:cNvSpPr/></xdr:nvSpPr>"
        '<xdr:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525">'
        '<a:miter lim="800000"/><a:headEnd/><a:tailEnd/></a:ln></xdr:spPr></xdr:sp>'
        '<xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor>'
        "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def old_drawing(buttons: Sequence[FormButton], cluster: int) -> str:
    """A whole VML drawing with nothing but buttons; ``cluster`` is the range of their numbers."""
    return (
        f"<xml {VML_SPACES}>"
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{cluster}"/></o:shapelayout>'
        f"{old_shapes(buttons)}</xml>"
    )


def old_shapes(buttons: Sequence[FormButton]) -> str:
    """The buttons as shapes of a VML drawing, before its end; they bring their own name spaces."""
    return (
        f'<v:shapetype {VML_SPACES} id="_x0000_t201" coordsize="21600,21600" o:spt="201" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
        '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>' + "".join(map(_old_shape, buttons))
    )


def _old_shape(button: FormButton) -> str:
    (first, into), (last, out_of) = button.left, button.right
    anchor = f"{first}, {into}, {ROW - 1}, {_TOP}, {last}, {out_of}, {ROW - 1}, {_TOP + _HEIGHT}"
    return (
        f'<v:shape {VML_SPACES} id="_x0000_s{button.shape}" type="#_x0000_t201" '
        'style="position:absolute;z-index:1;mso-wrap-style:tight" o:button="t" '
        'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>'
        '<o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f">'
        '<div style="text-align:center"><font face="Calibri" size="220" color="#000000">'
        f"{escape(button.label)}</font></div></v:textbox>"
        f'<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor>'
        "<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill>"
        f"<x:FmlaMacro>[0]!{button.macro}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign>"
        "</x:ClientData></v:shape>"
    )
