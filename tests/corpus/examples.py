"""A workbook of our own with much that writers lose, for the judges' own tests and the pictures."""

from __future__ import annotations

import io
import struct
import zlib

import xlsxwriter


def example() -> bytes:
    """A cost report with a chart, sparklines, a picture, a text box, notes, a table and more."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Cost report")
    bold = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white"})
    money = book.add_format({"num_format": "#,##0"})
    headings = ["Account", "Budget", "Actual", "EFC", "Trend"]
    rows = [
        ("2100 Camera", 42_000, 31_500, 41_200),
        ("2200 Grip", 18_000, 15_250, 18_900),
        ("2300 Electric", 22_500, 9_800, 21_700),
        ("2400 Sound", 9_000, 4_400, 9_000),
        ("2500 Locations", 61_000, 48_300, 66_150),
    ]
    sheet.set_default_row(20)
    sheet.set_column("A:A", 20)
    sheet.set_column("B:E", 12)
    for number, (name, *amounts) in enumerate(rows, 1):
        sheet.write_string(number, 0, name)
        for at, amount in enumerate(amounts, 1):
            sheet.write_number(number, at, amount, money)
        line = {
            "range": f"'Cost report'!B{number + 1}:D{number + 1}",
            "type": "column",
            "min": 0,
        }
        sheet.add_sparkline(number, 4, line)
    columns = [{"header": heading, "header_format": bold} for heading in headings]
    sheet.add_table(
        0, 0, 5, 4, {"name": "Costs", "columns": columns, "style": "Table Style Light 9"}
    )
    sheet.write_formula("D8", "=SUM(D2:D6)", money, 156_950)
    sheet.conditional_format(
        "D2:D6", {"type": "data_bar", "data_bar_2010": True, "bar_color": "#9DC3E6"}
    )
    sheet.data_validation("B2:B6", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.write_comment("D6", "Two extra days, see PO 1042.")
    chart = book.add_chart({"type": "column"})
    for column, colour in (("B", "#9DC3E6"), ("D", "#1F3864")):
        chart.add_series(
            {
                "name": f"='Cost report'!${column}$1",
                "categories": "='Cost report'!$A$2:$A$6",
                "values": f"='Cost report'!${column}$2:${column}$6",
                "fill": {"color": colour},
            }
        )
    chart.set_title({"name": "Budget and estimated final cost"})
    sheet.insert_chart("A10", chart, {"x_scale": 0.95, "y_scale": 0.8})
    sheet.insert_textbox(
        "F2",
        "Approved by the line producer.\nDo not change above the line.",
        {"width": 210, "height": 70, "fill": {"color": "#FFF2CC"}, "line": {"color": "#BF9000"}},
    )
    sheet.insert_image("F7", "stamp.png", {"image_data": io.BytesIO(stamp())})
    sheet.insert_button(
        "F12", {"macro": "refresh", "caption": "Refresh", "width": 96, "height": 28}
    )
    sheet.set_header(
        "&L&G&RCost report", {"image_left": "logo.png", "image_data_left": io.BytesIO(stamp())}
    )
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    notes = book.add_worksheet("Notes")
    red = book.add_format({"color": "red"})
    notes.write_rich_string("A1", "Amounts are ", red, "before", " tax.")
    notes.write_dynamic_array_formula(
        "A3:A7", "=_xlfn._xlws.SORT('Cost report'!D2:D6)", None, 9_000
    )
    book.define_name("Grand_total", "='Cost report'!$D$8")
    book.close()
    return out.getvalue()


def stamp(size: int = 96) -> bytes:
    """A round stamp as a PNG picture."""
    rows = bytearray()
    middle = size / 2
    for y in range(size):
        rows.append(0)
        for x in range(size):
            far = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
            inside = far < middle - 2 and not middle - 12 < far < middle - 8
            rows += bytes((31, 56, 100, 255)) if inside else bytes((255, 255, 255, 0))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = zlib.compress(bytes(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    )
