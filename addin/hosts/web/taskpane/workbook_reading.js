/* The open workbook -> a snapshot, as Tieout's server reads it: whole sheets in a few calls each,
   three round trips to Excel however many sheets there are, and more only for very large ones. */

export function letters(column) {
  let text = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}

export const addressOf = (row, column) => letters(column) + row;

/* "'Cost Report'!$A$1:$F$9" -> "A1:F9" */
export const bare = (address) => address.slice(address.lastIndexOf("!") + 1).replaceAll("$", "");

/* What a cell holds: null, a number, a text, true, false, {"e": error} or, with its formula, {"f": text}. */
export function valueOf(value, type) {
  if (type === "Error") return { e: String(value) };
  return value === "" || value === null || value === undefined ? null : value;
}

export function isFormula(formula, value, type) {
  return typeof formula === "string" && formula.startsWith("=") && !(type === "String" && formula === value);
}

export function contentOf(formula, value, type) {
  return isFormula(formula, value, type) ? { f: formula.slice(1) } : valueOf(value, type);
}

const supports = (version) => Office.context.requirements.isSetSupported("ExcelApi", version);

export async function snapshot(context) {
  const workbook = context.workbook;
  const dates = supports("1.18");
  workbook.load(dates ? "name,use1904DateSystem" : "name");
  workbook.names.load("items/name,items/formula,items/visible");
  workbook.worksheets.load("items/name,items/visibility");
  await context.sync();
  const asked = workbook.worksheets.items.map((sheet) => ask(sheet));
  await context.sync();
  for (const one of asked) askFurther(one);
  await readCells(context, asked);
  const sheets = asked.map(told);
  const names = workbook.names.items.map((one) => named(one, ""));
  for (const one of asked) names.push(...one.names.items.map((name) => named(name, one.sheet.name)));
  return { name: workbook.name, date_1904: dates && workbook.use1904DateSystem === true, names, sheets };
}

const named = (one, sheet) => [one.name, String(one.formula).replace(/^=/, ""), sheet, !one.visible];

function ask(sheet) {
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("rowIndex,columnIndex,rowCount,columnCount");
  sheet.protection.load("protected");
  sheet.names.load("items/name,items/formula,items/visible");
  sheet.tables.load("items/name,items/showHeaders,items/showTotals");
  const filtered = sheet.autoFilter.getRangeOrNullObject();
  filtered.load("address");
  const notes = supports("1.18") ? sheet.notes : null;
  if (notes) notes.load("items/content");
  return { sheet, used, filtered, notes, names: sheet.names, tables: [] };
}

function askFurther(one) {
  if (!one.used.isNullObject) {
    one.merged = one.used.getMergedAreasOrNullObject();
    one.merged.load("address");
    one.rows = one.used.getRowProperties({ rowHidden: true });
    one.columns = one.used.getColumnProperties({ columnHidden: true });
  }
  one.tables = one.sheet.tables.items.map((table) => {
    const range = table.getRange();
    range.load("address");
    table.columns.load("items/name");
    return { table, range };
  });
  one.places = (one.notes ? one.notes.items : []).map((note) => {
    const range = note.getLocation();
    range.load("address");
    return { note, range };
  });
}

/* Excel on the web answers with 5 MB at most: so many cells at once stay well below. */
const CELLS_AT_ONCE = 50000;
const GRIDS = ["values", "formulas", "valueTypes", "numberFormat"];

async function readCells(context, asked) {
  let waiting = 0;
  for (const one of asked) {
    one.pieces = [];
    if (one.used.isNullObject) continue;
    const { rowIndex, columnIndex, rowCount, columnCount } = one.used;
    const height = Math.max(1, Math.floor(CELLS_AT_ONCE / columnCount));
    for (let row = 0; row < rowCount; row += height) {
      const rows = Math.min(height, rowCount - row);
      if (waiting && waiting + rows * columnCount > CELLS_AT_ONCE) {
        await context.sync();
        waiting = 0;
      }
      waiting += rows * columnCount;
      const first = addressOf(rowIndex + row + 1, columnIndex + 1);
      const piece = one.sheet.getRange(`${first}:${addressOf(rowIndex + row + rows, columnIndex + columnCount)}`);
      piece.load(GRIDS.join(","));
      one.pieces.push(piece);
    }
  }
  await context.sync();
}

function told(one) {
  const { sheet } = one;
  const empty = one.used.isNullObject;
  const top = empty ? 1 : one.used.rowIndex + 1;
  const left = empty ? 1 : one.used.columnIndex + 1;
  const used = Object.fromEntries(GRIDS.map((name) => [name, one.pieces.flatMap((piece) => piece[name])]));
  return {
    name: sheet.name,
    at: addressOf(top, left),
    values: empty ? [] : used.values.map((row, r) => row.map((value, c) => valueOf(value, used.valueTypes[r][c]))),
    formulas: empty ? [] : formulasOf(used, top, left),
    formats: empty ? [] : formatsOf(used.numberFormat, top, left),
    merged: one.merged && !one.merged.isNullObject ? one.merged.address.split(",").map(bare) : [],
    hidden: { Visible: "", Hidden: "hidden", VeryHidden: "veryHidden" }[sheet.visibility],
    hidden_rows: empty ? [] : spans(one.rows.value.map((row) => row.rowHidden), top),
    hidden_columns: empty ? [] : spans(one.columns.value.map((column) => column.columnHidden), left),
    filtered: one.filtered.isNullObject ? null : bare(one.filtered.address),
    protected: sheet.protection.protected,
    notes: one.places.map(({ note, range }) => [bare(range.address), note.content]),
    tables: one.tables.map(({ table, range }) => ({
      name: table.name,
      area: bare(range.address),
      columns: table.columns.items.map((column) => String(column.name)),
      headers: table.showHeaders ? 1 : 0,
      totals: table.showTotals ? 1 : 0,
    })),
  };
}

function formulasOf(used, top, left) {
  const found = [];
  used.formulas.forEach((row, r) =>
    row.forEach((formula, c) => {
      if (isFormula(formula, used.values[r][c], used.valueTypes[r][c])) {
        found.push([addressOf(top + r, left + c), formula.slice(1)]);
      }
    }),
  );
  return found;
}

/* Runs of one format down a column, as areas. */
function formatsOf(grid, top, left) {
  const found = [];
  for (let c = 0; c < grid[0].length; c += 1) {
    let start = 0;
    for (let r = 1; r <= grid.length; r += 1) {
      const code = grid[start][c];
      if (r < grid.length && grid[r][c] === code) continue;
      if (code !== "General") {
        found.push([code, `${addressOf(top + start, left + c)}:${addressOf(top + r - 1, left + c)}`]);
      }
      start = r;
    }
  }
  return found;
}

function spans(marks, first) {
  const found = [];
  marks.forEach((marked, index) => {
    const number = first + index;
    if (!marked) return;
    const last = found[found.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  });
  return found;
}

/* The workbook's file as Excel would save it now, as base64: slice by slice. */
export async function fileOf() {
  const file = await promised((done) => Office.context.document.getFileAsync("compressed", { sliceSize: 1 << 20 }, done));
  try {
    const slices = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      slices.push(new Uint8Array((await promised((done) => file.getSliceAsync(index, done))).data));
    }
    return base64(slices);
  } finally {
    file.closeAsync();
  }
}

function promised(begin) {
  return new Promise((resolve, reject) =>
    begin((result) =>
      result.status === "succeeded" ? resolve(result.value) : reject(new Error(result.error.message)),
    ),
  );
}

function base64(slices) {
  const parts = [];
  for (const slice of slices) {
    for (let at = 0; at < slice.length; at += 32768) {
      parts.push(String.fromCharCode(...slice.subarray(at, at + 32768)));
    }
  }
  return btoa(parts.join(""));
}
