"""How things look: the usual format, the theme, colours as the service keeps them."""

from __future__ import annotations

import math
import struct
from typing import Any

Json = dict[str, Any]


def _rgb(red: float, green: float, blue: float) -> Json:
    return {"red": red, "green": green, "blue": blue}


DEFAULT_FORMAT: Json = {
    "backgroundColor": _rgb(1, 1, 1),
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _rgb(1, 1, 1)},
}

THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": name, "color": {"rgbColor": color}}
        for name, color in (
            ("TEXT", {}),
            ("BACKGROUND", _rgb(1, 1, 1)),
            ("ACCENT1", _rgb(0.25882354, 0.52156866, 0.95686275)),
            ("ACCENT2", _rgb(0.91764706, 0.2627451, 0.20784314)),
            ("ACCENT3", _rgb(0.9843137, 0.7372549, 0.015686275)),
            ("ACCENT4", _rgb(0.20392157, 0.65882355, 0.3254902)),
            ("ACCENT5", _rgb(1, 0.42745098, 0.003921569)),
            ("ACCENT6", _rgb(0.27450982, 0.7411765, 0.7764706)),
            ("LINK", _rgb(0.06666667, 0.33333334, 0.8)),
        )
    ],
}

_STEPS = 255
_COLOR_PAIRS = ("backgroundColor", "foregroundColor", "tabColor", "color")


def color(given: Json) -> Json:
    """A colour as it is kept: in steps of 1/255 as 32-bit floats, and a share of 0 is left out."""
    kept = {}
    for name, share in given.items():
        steps = math.ceil(share * _STEPS - 0.5)  # half a step goes down, as 0.5 was seen to
        if steps > 0:
            kept[name] = _shortest(steps / _STEPS) if steps < _STEPS else 1
    return kept


def _shortest(share: float) -> float:
    """The shortest number that is the same 32-bit float, as answers write it."""
    as_float = struct.pack("f", share)
    texts = (f"{share:.{digits}g}" for digits in range(1, 10))
    return next((float(t) for t in texts if struct.pack("f", float(t)) == as_float), share)


def styled(given: Any) -> Any:
    """A format as it is kept: each colour both plain and as a style, as 32-bit floats."""
    if isinstance(given, list):
        return [styled(item) for item in given]
    if not isinstance(given, dict):
        return given
    kept = {name: styled(value) for name, value in given.items()}
    for name in _COLOR_PAIRS:
        style = name + "Style"
        if isinstance(given.get(style), dict):
            if not given[style]:
                del kept[style]  # a style of nothing takes the colour away
            elif "rgbColor" in given[style]:
                plain = color(given[style]["rgbColor"])
                kept[style] = {"rgbColor": plain}
                kept[name] = plain
        elif isinstance(given.get(name), dict):
            kept[name] = color(given[name])
            kept[style] = {"rgbColor": kept[name]}
    return kept


def effective_format(own: Json) -> Json:
    """The format that a cell has: the spreadsheet's usual one with its own over it."""
    merged = dict(DEFAULT_FORMAT)
    for name, value in own.items():
        usual = merged.get(name)
        merged[name] = (
            {**usual, **value} if isinstance(usual, dict) and isinstance(value, dict) else value
        )
    return merged
