/* Operations -> the open workbook, in one batch: first everything is compared with what is expected
   there, and one difference stops it all; then all is done. If Excel refuses something half way,
   what was done is taken back. */

import { addressOf, bare, contentOf } from "./workbook_reading.js";

/* Something is not as it was when the button was pressed, or Excel refused; nothing is changed. */
export class NotWritten extends Error {}

/* Excel stopped half way and would not take it back; `now` is what the cells hold. */
export class HalfWritten extends Error {
  constructor(message, now) {
    super(message);
    this.now = now;
  }
}

/* Gives what the cells that were put hold since: sheet -> cell -> content. */
export async function carryOut(context, todo) {
  const there = await asked(context, todo.forth);
  compare(todo.forth, there);
  context.runtime.enableEvents = false;
  context.application.suspendApiCalculationUntilNextSync();
  context.application.suspendScreenUpdatingUntilNextSync();
  try {
    perform(context, todo.forth, there);
    const now = readBack(context, todo.forth);
    await context.sync();
    return contents(now);
  } catch (error) {
    const why = `Excel refused it (${error.message || error})`;
    await takeBack(todo.back).catch(async () => {
      throw new HalfWritten(why, await held(todo.forth).catch(() => ({})));
    });
    throw new NotWritten(why);
  } finally {
    context.runtime.enableEvents = true;
    await context.sync().catch(() => undefined);
  }
}

/* With a request context of its own: the one that failed would fail again. */
async function takeBack(operations) {
  await Excel.run(async (context) => {
    const there = await asked(context, operations);
    perform(context, operations, there);
    await context.sync();
  });
}

/* What the cells of operations hold now, in a context of its own. */
async function held(operations) {
  return Excel.run(async (context) => {
    const now = readBack(context, operations);
    await context.sync();
    return contents(now);
  });
}

/* ---- what is there */

async function asked(context, operations) {
  const worksheets = context.workbook.worksheets;
  worksheets.load("items/name");
  await context.sync();
  const names = new Map(worksheets.items.map((sheet) => [sheet.name.toLowerCase(), sheet.name]));
  const there = { names, found: new Map() };
  for (const one of operations) {
    const sheet = one.sheet && names.has(one.sheet.toLowerCase()) ? worksheets.getItem(one.sheet) : null;
    if (one.op === "cells" && sheet) {
      const range = sheet.getRange(one.at);
      range.load("values,formulas,valueTypes");
      there.found.set(one, range);
    } else if (one.op === "note" && sheet) {
      const note = sheet.notes.getItemOrNullObject(one.at);
      note.load("content");
      there.found.set(one, note);
    } else if (one.op === "table" && sheet) {
      const table = sheet.tables.getItemOrNullObject(one.table);
      table.load("name");
      table.rows.load("count");
      table.columns.load("count");
      there.found.set(one, table);
    } else if (one.op === "name") {
      const holder = one.sheet ? sheet : context.workbook;
      if (!holder) continue;
      const name = holder.names.getItemOrNullObject(one.name);
      name.load("formula");
      there.found.set(one, name);
    }
  }
  await context.sync();
  return there;
}

function compare(operations, there) {
  for (const one of operations) {
    const found = there.found.get(one);
    if (one.op === "cells") compareCells(one, found);
    else if (one.op === "note") {
      const text = found && !found.isNullObject ? found.content : "";
      if (text !== one.was) differs(`the note on ${one.sheet}!${one.at}`);
    } else if (one.op === "table") {
      const rows = found && !found.isNullObject ? found.rows.count : 0;
      if (rows !== one.was) differs(`the table ${one.table}`);
    } else if (one.op === "name") {
      const formula = found && !found.isNullObject ? String(found.formula).replace(/^=/, "") : "";
      if (formula !== one.was) differs(`the name ${one.name}`);
    } else if (one.op === "sheet" || one.op === "restore") {
      if (there.names.has(one.sheet.toLowerCase()) !== one.is_there) differs(`the sheet ${one.sheet}`);
    } else if (!there.names.has(one.sheet.toLowerCase())) {
      differs(`the sheet ${one.sheet}`);
    }
  }
}

function compareCells(one, range) {
  if (!range) differs(`the sheet ${one.sheet}`);
  const [top, left] = corner(one.at);
  one.was.forEach((row, r) =>
    row.forEach((expected, c) => {
      const held = contentOf(range.formulas[r][c], range.values[r][c], range.valueTypes[r][c]);
      if (!isSame(held, expected)) differs(`${one.sheet}!${addressOf(top + r, left + c)}`);
    }),
  );
}

function differs(what) {
  throw new NotWritten(`${what} was changed meanwhile; press again`);
}

export function isSame(one, other) {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 1e-8 * Math.max(1, Math.abs(one) * 1e-4);
  }
  return JSON.stringify(one) === JSON.stringify(other);
}

export function corner(address) {
  const [, column, row] = /^([A-Z]+)(\d+)/.exec(bare(address));
  return [Number(row), [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)];
}

/* ---- what is done */

function perform(context, operations, there) {
  for (const one of operations) DOING[one.op](context, one, there);
}

const sheetOf = (context, one) => context.workbook.worksheets.getItem(one.sheet);

const DOING = {
  cells(context, one) {
    sheetOf(context, one).getRange(one.at).formulas = one.put.map((row) => row.map(entered));
  },
  formats(context, one) {
    for (const [code, area] of one.formats) sheetOf(context, one).getRange(area).numberFormat = code;
  },
  like(context, one) {
    const sheet = sheetOf(context, one);
    for (const [area, like] of one.looks) {
      const [first, last] = [area.split(":")[0], area.split(":").pop()];
      const [row, column] = corner(like);
      const width = corner(last)[1] - corner(first)[1];
      const source = sheet.getRange(`${like}:${addressOf(row, column + width)}`);
      sheet.getRange(area).copyFrom(source, "Formats");
    }
  },
  bare(context, one) {
    for (const area of one.areas) sheetOf(context, one).getRange(area).clear("Formats");
  },
  table(context, one, there) {
    const table = sheetOf(context, one).tables.getItem(one.table);
    const found = there.found.get(one);
    const now = found.rows.count;
    if (one.rows > now) {
      const blank = Array(found.columns.count).fill(null); // null: calculated columns fill themselves
      table.rows.add(null, Array.from({ length: one.rows - now }, () => [...blank]));
    }
    for (let index = now - 1; index >= one.rows; index -= 1) table.rows.getItemAt(index).delete();
  },
  note(context, one, there) {
    const sheet = sheetOf(context, one);
    const found = there.found.get(one);
    if (found && !found.isNullObject) found.delete();
    if (one.text) sheet.notes.add(sheet.getRange(one.at), one.text);
  },
  name(context, one, there) {
    const found = there.found.get(one);
    const known = found && !found.isNullObject;
    if (!one.formula) {
      if (known) found.delete();
      return;
    }
    if (known) {
      found.formula = `=${one.formula}`;
      return;
    }
    const holder = one.sheet ? sheetOf(context, one) : context.workbook;
    const made = holder.names.add(one.name, `=${one.formula}`);
    if (one.hidden) made.visible = false;
  },
  rename(context, one, there) {
    if (there.names.has(one.sheet.toLowerCase())) sheetOf(context, one).name = one.name;
  },
  sheet(context, one, there) {
    const sheet = emptied(context, one, there);
    for (const [where, target] of one.links) sheet.getRange(where).hyperlink = link(target);
    for (const [code, area] of one.formats) sheet.getRange(area).numberFormat = code;
    put(sheet, one.cells);
    for (const { area, ...look } of one.looks) giveLook(sheet.getRange(area), look);
    arrange(sheet, one);
  },
  restore(context, one, there) {
    const sheet = emptied(context, one, there);
    for (const [code, area] of one.formats) sheet.getRange(area).numberFormat = code;
    for (const [where, content] of one.cells) sheet.getRange(where).formulas = [[entered(content)]];
  },
  remove(context, one, there) {
    if (there.names.has(one.sheet.toLowerCase())) sheetOf(context, one).delete();
  },
};

function emptied(context, one, there) {
  const sheets = context.workbook.worksheets;
  if (!there.names.has(one.sheet.toLowerCase())) return sheets.add(one.sheet);
  const sheet = sheets.getItem(one.sheet);
  sheet.autoFilter.remove();
  sheet.getRange().clear();
  return sheet;
}

function put(sheet, rows) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!width) return;
  const grid = rows.map((row) => Array.from({ length: width }, (_, c) => entered(row[c] ?? null)));
  sheet.getRange(`A1:${addressOf(rows.length, width)}`).formulas = grid;
}

const link = (target) =>
  target.startsWith("#") ? { documentReference: target.slice(1) } : { address: target };

function giveLook(range, look) {
  const format = range.format;
  if (look.bold) format.font.bold = true;
  if (look.italic) format.font.italic = true;
  if (look.underline) format.font.underline = "Single";
  if (look.size) format.font.size = look.size;
  if (look.colour) format.font.color = `#${look.colour}`;
  if (look.fill) format.fill.color = `#${look.fill}`;
  if (look.wrap) format.wrapText = true;
  if (look.align) format.horizontalAlignment = look.align[0].toUpperCase() + look.align.slice(1);
  if (look.indent) format.indentLevel = look.indent;
}

function arrange(sheet, one) {
  one.widths.forEach((width, index) => {
    const column = `${addressOf(1, index + 1)}`.replace("1", "");
    if (width) sheet.getRange(`${column}:${column}`).format.columnWidth = Math.trunc(width * 7 + 5) * 0.75;
  });
  if (one.frozen_rows && one.frozen_columns) {
    sheet.freezePanes.freezeAt(sheet.getRange(`A1:${addressOf(one.frozen_rows, one.frozen_columns)}`));
  } else if (one.frozen_rows) sheet.freezePanes.freezeRows(one.frozen_rows);
  else if (one.frozen_columns) sheet.freezePanes.freezeColumns(one.frozen_columns);
  if (one.filter) sheet.autoFilter.apply(sheet.getRange(one.filter));
  if (one.tab_colour) sheet.tabColor = `#${one.tab_colour}`;
  for (const [area, options, prompt] of one.choices) {
    const rule = sheet.getRange(area).dataValidation;
    rule.rule = { list: { inCellDropDown: true, source: options.join(",") } };
    if (prompt) rule.prompt = { showPrompt: true, title: "", message: prompt };
  }
  for (const column of one.hidden_columns) {
    sheet.getRange(addressOf(1, column)).columnHidden = true;
  }
  for (const [first, last] of one.grouped_rows) sheet.getRange(`${first}:${last}`).group("ByRows");
  for (const [first, last] of one.grouped_columns) {
    const [from, to] = [first, last].map((column) => addressOf(1, column).replace("1", ""));
    sheet.getRange(`${from}:${to}`).group("ByColumns");
  }
}

/* Excel reads a text that it is handed as if somebody typed it: an apostrophe keeps it a text. */
const WORDS = /^\p{L}+(?:[ ,&/.()]\p{L}*)*[ ,.;:!?)]*$/u;
const READ = new Set(
  ("true false wahr falsch vrai faux verdadero falso vero onwaar waar sant falskt sand falsk verdadeiro " +
    "prawda pravda").split(" "),
);

export function entered(content) {
  if (content === null) return "";
  if (typeof content === "object") return "f" in content ? `=${content.f}` : content.e;
  if (typeof content !== "string") return content;
  return WORDS.test(content) && !READ.has(content.toLowerCase().trim()) ? content : `'${content}`;
}

/* ---- what is there since */

function readBack(context, operations) {
  return operations
    .filter((one) => one.op === "cells")
    .map((one) => {
      const range = sheetOf(context, one).getRange(one.at);
      range.load("values,formulas,valueTypes");
      return { one, range };
    });
}

function contents(read) {
  const now = {};
  for (const { one, range } of read) {
    const [top, left] = corner(one.at);
    now[one.sheet] ??= {};
    range.formulas.forEach((row, r) =>
      row.forEach((formula, c) => {
        const content = contentOf(formula, range.values[r][c], range.valueTypes[r][c]);
        now[one.sheet][addressOf(top + r, left + c)] = content;
      }),
    );
  }
  return now;
}
