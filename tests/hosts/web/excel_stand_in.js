/* Excel for the task pane, without Excel: what Office.js offers it, over a workbook held here.

   Strict: a member that the real library has not, or that this does not know, throws; so does a
   property that was not loaded, or not yet synced. What is queued runs at sync, and a failure leaves
   what ran before it done, as in Excel. */

const standIn = {
  sheets: [],
  names: [],
  selection: { sheet: "", cell: "A1" },
  url: "",
  file: "",
  events: true,
  isOpen: true,
  refuseAfter: Infinity, // writes until Excel refuses one
  refusals: 1, // so many in a row
  syncs: 0,
  shown: 0,
  actions: {},
  beforeSync: null,
};
globalThis.standIn = standIn;

const key = (row, column) => `${row},${column}`;
const lettersOf = (n) => (n > 26 ? lettersOf(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26));
const at = (row, column) => lettersOf(column) + row;

function areaOf(address) {
  const cell = (text) => {
    const found = /^\$?([A-Z]{1,3})\$?(\d+)$/.exec(text);
    if (!found) throw failure("InvalidArgument", `no address: ${address}`);
    return [Number(found[2]), [...found[1]].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)];
  };
  if (address === "") return { whole: true };
  if (/^[A-Z]+:[A-Z]+$|^\d+:\d+$/.test(address)) return { lines: address };
  const [first, last] = address.split(":");
  const [top, left] = cell(first);
  const [bottom, right] = cell(last || first);
  return { top, left, bottom, right };
}

function failure(code, message) {
  return Object.assign(new Error(message), { name: "RichApi.Error", code });
}

/* ---- the workbook */

standIn.open = (snapshot, url) => {
  standIn.url = url;
  standIn.names = snapshot.names.map(([name, formula, sheet, hidden]) => ({ name, formula: `=${formula}`, sheet, visible: !hidden }));
  standIn.sheets = snapshot.sheets.map((told) => {
    const sheet = newSheet(told.name);
    sheet.visibility = { "": "Visible", hidden: "Hidden", veryHidden: "VeryHidden" }[told.hidden];
    sheet.protected = told.protected;
    told.values.forEach((row, r) => row.forEach((value, c) => {
      if (value !== null) sheet.cells.set(key(r + 1, c + 1), heldOf(value));
    }));
    for (const [where, text] of told.formulas) {
      const { top, left } = areaOf(where);
      const held = sheet.cells.get(key(top, left)) || { v: "", t: "String", n: "General" };
      sheet.cells.set(key(top, left), { ...held, f: `=${text}` });
    }
    for (const [code, where] of told.formats) {
      const area = areaOf(where);
      each(area, (r, c) => (sheet.formats.set(key(r, c), code)));
    }
    for (const [where, text] of told.notes) sheet.notes.set(where, text);
    sheet.tables = told.tables.map((one) => ({ ...one }));
    return sheet;
  });
  standIn.selection = { sheet: standIn.sheets[0].name, cell: "A1" };
};

function newSheet(name) {
  return { name, visibility: "Visible", cells: new Map(), formats: new Map(), notes: new Map(), tables: [], names: [],
    protected: false, filter: null, looks: [], frozen: null };
}

function heldOf(value) {
  if (value && typeof value === "object") return { v: value.e, t: "Error" };
  const type = { number: "Double", boolean: "Boolean", string: "String" }[typeof value];
  return { v: value, t: type };
}

function each(area, doing) {
  for (let r = area.top; r <= area.bottom; r += 1) for (let c = area.left; c <= area.right; c += 1) doing(r, c);
}

standIn.sheet = (name) => standIn.sheets.find((one) => one.name.toLowerCase() === name.toLowerCase());
standIn.cell = (sheet, address) => {
  const { top, left } = areaOf(address);
  const held = standIn.sheet(sheet)?.cells.get(key(top, left));
  return held ? (held.f ?? held.v) : null;
};
standIn.edit = (sheet, address, value) => {
  const { top, left } = areaOf(address);
  enter(standIn.sheet(sheet), top, left, value);
};
/* All that people see, for comparing before with after. */
standIn.content = () =>
  JSON.stringify(standIn.sheets.map((one) => [one.name, [...one.cells].sort(), [...one.notes].sort(),
    one.tables.map((table) => [table.name, table.area])]));

/* What typing, or handing over, makes of it. */
function enter(sheet, row, column, given) {
  if (sheet.protected) throw failure("AccessDenied", "The sheet is protected");
  standIn.refuseAfter -= 1;
  if (standIn.refuseAfter < 0) {
    standIn.refusals -= 1;
    if (standIn.refusals <= 0) standIn.refuseAfter = Infinity;
    throw failure("GeneralException", "There was an internal error");
  }
  if (given === null) return;
  if (given === "") sheet.cells.delete(key(row, column));
  else if (typeof given === "string" && given.startsWith("=")) sheet.cells.set(key(row, column), { v: 0, t: "Double", f: given });
  else if (typeof given === "string" && given.startsWith("'")) sheet.cells.set(key(row, column), heldOf(given.slice(1)));
  else if (typeof given === "string" && /^#[A-Z0-9/!?]+[!?A]$/.test(given)) sheet.cells.set(key(row, column), heldOf({ e: given }));
  else if (typeof given === "string" && given.trim() && Number.isFinite(Number(given))) sheet.cells.set(key(row, column), heldOf(Number(given)));
  else if (typeof given === "string" && /^(true|false)$/i.test(given)) sheet.cells.set(key(row, column), heldOf(/true/i.test(given)));
  else sheet.cells.set(key(row, column), heldOf(given));
}

function usedOf(sheet) {
  const places = [...sheet.cells.keys()].map((one) => one.split(",").map(Number));
  if (!places.length) return null;
  const rows = places.map(([row]) => row);
  const columns = places.map(([, column]) => column);
  return { top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) };
}

/* ---- the library */

/* An object of Office.js. `reads`: what may be loaded; `sets`: what may be set; `has`: methods and
   objects below it. `there`: whether it exists, at sync. */
function client(context, kind, { reads = {}, sets = {}, has = {}, there = null }) {
  const loaded = {};
  const load = (wanted) => {
    const names = String(wanted).split(",").map((one) => one.trim());
    for (const one of names) {
      const name = one.split("/")[0];
      if (!(name in reads)) throw failure("InvalidArgument", `${kind} has no ${one} to load`);
    }
    context.queue.push(() => {
      loaded.isNullObject = there ? !there() : false;
      if (loaded.isNullObject) return;
      for (const one of names) {
        const [name, below] = one.split("/");
        loaded[name] ??= reads[name]();
        if (below) for (const item of loaded[name]) item.takeLoaded(below);
      }
    });
    return proxy;
  };
  const takeLoaded = (name) => (loaded[name] = reads[name]());
  const proxy = new Proxy({}, {
    get(_, name) {
      if (name === "load") return load;
      if (name === "takeLoaded") return takeLoaded;
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      if (name in has) return has[name];
      if (name === "isNullObject" || name in reads) {
        if (!(name in loaded)) throw failure("PropertyNotLoaded", `${kind}.${name} is not loaded`);
        return loaded[name];
      }
      throw new TypeError(`Office.js has no ${kind}.${String(name)}`);
    },
    set(_, name, value) {
      if (!(name in sets)) throw new TypeError(`Office.js has no ${kind}.${String(name)} to set`);
      context.queue.push(() => sets[name](value));
      return true;
    },
  });
  return proxy;
}

const later = (context, doing) => (...given) => {
  context.queue.push(() => doing(...given));
};

function found(name) {
  const sheet = standIn.sheet(name);
  if (!sheet) throw failure("ItemNotFound", `There is no sheet ${name}`);
  return sheet;
}

function rangeOf(context, sheetName, address, there = null, areaNow = null) {
  const fixed = areaNow ? null : areaOf(address);
  const area = () => areaNow?.() ?? fixed;
  const sheet = () => found(sheetName());
  const grid = (cell) => {
    const { top, left, bottom, right } = area();
    return Array.from({ length: bottom - top + 1 }, (_, r) =>
      Array.from({ length: right - left + 1 }, (_, c) => cell(sheet().cells.get(key(top + r, left + c)), top + r, left + c)));
  };
  const look = (name) => (value) => sheet().looks.push([address, name, value]);
  const name = () => {
    const { top, left, bottom, right } = area();
    const text = top === bottom && left === right ? at(top, left) : `${at(top, left)}:${at(bottom, right)}`;
    return `'${sheetName()}'!${text}`;
  };
  const guard = () => {
    if (sheet().protected) throw failure("AccessDenied", "The sheet is protected");
  };
  const result = (value) => {
    const told = {};
    context.queue.push(() => (told.value = value()));
    return { get value() {
      if (!("value" in told)) throw failure("ValueNotLoaded", "not synced");
      return told.value;
    } };
  };
  return client(context, "Range", {
    there,
    reads: {
      values: () => grid((one) => one?.v ?? ""),
      formulas: () => grid((one) => one?.f ?? one?.v ?? ""),
      valueTypes: () => grid((one) => one?.t ?? "Empty"),
      numberFormat: () => grid((_, r, c) => sheet().formats.get(key(r, c)) ?? "General"),
      rowIndex: () => area().top - 1,
      columnIndex: () => area().left - 1,
      rowCount: () => area().bottom - area().top + 1,
      columnCount: () => area().right - area().left + 1,
      address: name,
    },
    sets: {
      formulas(rows) {
        guard();
        const { top, left, bottom, right } = area();
        if (rows.length !== bottom - top + 1 || rows.some((row) => row.length !== right - left + 1)) {
          throw failure("InvalidArgument", "The number of rows or columns in the input array doesn't match the range");
        }
        rows.forEach((row, r) => row.forEach((value, c) => enter(sheet(), top + r, left + c, value)));
      },
      numberFormat: (code) => each(area(), (r, c) => sheet().formats.set(key(r, c), code)),
      hyperlink: look("link"),
      columnHidden: look("hidden"),
    },
    has: {
      format: client(context, "RangeFormat", {
        sets: { wrapText: look("wrap"), horizontalAlignment: look("align"), indentLevel: look("indent"), columnWidth: look("width") },
        has: {
          font: client(context, "RangeFont", { sets: Object.fromEntries(["bold", "italic", "underline", "size", "color"].map((one) => [one, look(one)])) }),
          fill: client(context, "RangeFill", { sets: { color: look("fill") } }),
        },
      }),
      dataValidation: client(context, "DataValidation", { sets: { rule: look("rule"), prompt: look("prompt") } }),
      group: later(context, (how) => {
        if (!["ByRows", "ByColumns"].includes(how)) throw failure("InvalidArgument", how);
        look("group")(how);
      }),
      select: later(context, () => {
        standIn.selection = { sheet: sheetName(), cell: name().split("!")[1] };
      }),
      clear: later(context, (what = "All") => {
        guard();
        if (what === "Formats") each(area(), (r, c) => sheet().formats.delete(key(r, c)));
        else if (area().whole) {
          sheet().cells.clear();
          sheet().formats.clear();
        } else each(area(), (r, c) => sheet().cells.delete(key(r, c)));
      }),
      copyFrom: later(context, (source, what) => {
        if (what !== "Formats") throw failure("InvalidArgument", what);
        const from = source.areaForCopy();
        const { top, left, bottom, right } = area();
        each({ top, left, bottom, right }, (r, c) =>
          sheet().formats.set(key(r, c), sheet().formats.get(key(from.top, from.left + c - left)) ?? "General"));
      }),
      areaForCopy: () => area(),
      getMergedAreasOrNullObject: () => client(context, "RangeAreas", { there: () => false, reads: { address: () => "" } }),
      getRowProperties: (asked) => result(() => grid(() => 0).map(() => ({ rowHidden: asked.rowHidden && false }))),
      getColumnProperties: (asked) => result(() => grid(() => 0)[0].map(() => ({ columnHidden: asked.columnHidden && false }))),
    },
  });
}

function namesOf(context, scope) {
  const own = () => standIn.names.filter((one) => one.sheet.toLowerCase() === scope().toLowerCase());
  const item = (name) => {
    const one = () => own().find((each) => each.name.toLowerCase() === name.toLowerCase());
    return client(context, "NamedItem", {
      there: () => Boolean(one()),
      reads: { name: () => one().name, formula: () => one().formula, visible: () => one().visible },
      sets: { formula: (text) => (one().formula = text), visible: (is) => (one().visible = is) },
      has: { delete: later(context, () => standIn.names.splice(standIn.names.indexOf(one()), 1)) },
    });
  };
  return client(context, "NamedItemCollection", {
    reads: { items: () => own().map((one) => item(one.name)) },
    has: {
      getItemOrNullObject: item,
      add(name, formula) {
        context.queue.push(() => standIn.names.push({ name, formula, sheet: scope(), visible: true }));
        return item(name);
      },
    },
  });
}

function tableOf(context, sheetName, name) {
  const one = () => found(sheetName()).tables.find((each) => each.name === name);
  const rows = () => {
    const { top, bottom } = areaOf(one().area);
    return bottom - top + 1 - one().headers - one().totals;
  };
  const resize = (by) => {
    const { top, left, bottom, right } = areaOf(one().area);
    one().area = `${at(top, left)}:${at(bottom + by, right)}`;
  };
  return client(context, "Table", {
    there: () => Boolean(one()),
    reads: { name: () => one().name, showHeaders: () => one().headers === 1, showTotals: () => one().totals === 1 },
    has: {
      getRange: () => rangeOf(context, sheetName, "", null, () => areaOf(one().area)),
      columns: client(context, "TableColumnCollection", {
        there: () => Boolean(one()),
        reads: {
          count: () => one().columns.length,
          items: () => one().columns.map((column) => client(context, "TableColumn", { reads: { name: () => column } })),
        },
      }),
      rows: client(context, "TableRowCollection", {
        there: () => Boolean(one()),
        reads: { count: rows },
        has: {
          add: later(context, (index, values) => {
            if (index !== null || values.some((row) => row.length !== one().columns.length)) throw failure("InvalidArgument", "rows");
            resize(values.length);
          }),
          getItemAt: () => ({ delete: later(context, () => resize(-1)) }),
        },
      }),
    },
  });
}

function sheetOf(context, name) {
  const its = () => name;
  const one = () => found(name);
  return client(context, "Worksheet", {
    there: () => Boolean(standIn.sheet(name)),
    reads: { name: () => one().name, visibility: () => one().visibility },
    sets: {
      name: (text) => (one().name = text),
      tabColor: () => one(),
    },
    has: {
      getUsedRangeOrNullObject: (valuesOnly) => {
        if (valuesOnly !== true) throw failure("InvalidArgument", "formats would be asked for too");
        return rangeOf(context, its, "", () => usedOf(one()) !== null, () => usedOf(one()));
      },
      getRange: (address = "") => rangeOf(context, its, address),
      protection: client(context, "WorksheetProtection", { reads: { protected: () => one().protected } }),
      autoFilter: client(context, "AutoFilter", {
        has: {
          getRangeOrNullObject: () => client(context, "Range", { there: () => one().filter !== null, reads: { address: () => `'${name}'!${one().filter}` } }),
          remove: later(context, () => (one().filter = null)),
          apply: later(context, (range) => (one().filter = range.areaForCopy() && "A1:A1")),
        },
      }),
      freezePanes: client(context, "WorksheetFreezePanes", {
        has: Object.fromEntries(["freezeRows", "freezeColumns", "freezeAt"].map((how) => [how, later(context, () => (one().frozen = how))])),
      }),
      names: namesOf(context, its),
      notes: client(context, "NoteCollection", {
        reads: { items: () => [...one().notes].map(([where]) => noteOf(context, its, where)) },
        has: {
          getItemOrNullObject: (where) => noteOf(context, its, where),
          add: later(context, (range, text) => {
            const { top, left } = range.areaForCopy();
            one().notes.set(at(top, left), text);
          }),
        },
      }),
      tables: client(context, "TableCollection", {
        reads: { items: () => one().tables.map((table) => tableOf(context, its, table.name)) },
        has: { getItem: (table) => tableOf(context, its, table), getItemOrNullObject: (table) => tableOf(context, its, table) },
      }),
      activate: later(context, () => (standIn.selection = { sheet: one().name, cell: "A1" })),
      delete: later(context, () => standIn.sheets.splice(standIn.sheets.indexOf(one()), 1)),
    },
  });
}

function noteOf(context, sheetName, where) {
  const notes = () => found(sheetName()).notes;
  return client(context, "Note", {
    there: () => notes().has(where),
    reads: { content: () => notes().get(where) },
    has: { getLocation: () => rangeOf(context, sheetName, where), delete: later(context, () => notes().delete(where)) },
  });
}

function workbookOf(context) {
  return client(context, "Workbook", {
    reads: { name: () => decodeURIComponent(standIn.url.split("/").pop()), use1904DateSystem: () => false },
    has: {
      names: namesOf(context, () => ""),
      worksheets: client(context, "WorksheetCollection", {
        reads: { items: () => standIn.sheets.map((one) => sheetOf(context, one.name)) },
        has: {
          getItem: (name) => sheetOf(context, name),
          getItemOrNullObject: (name) => sheetOf(context, name),
          add(name) {
            context.queue.push(() => {
              if (standIn.sheet(name)) throw failure("ItemAlreadyExists", name);
              standIn.sheets.push(newSheet(name));
            });
            return sheetOf(context, name);
          },
        },
      }),
      getActiveCell: () => {
        const place = () => standIn.selection;
        return client(context, "Range", {
          reads: { address: () => `'${place().sheet}'!${place().cell.split(":")[0]}` },
          has: { worksheet: client(context, "Worksheet", { reads: { name: () => place().sheet } }) },
        });
      },
    },
  });
}

globalThis.Excel = {
  async run(work) {
    const context = { queue: [] };
    const offered = client(context, "RequestContext", {
      has: {
        workbook: workbookOf(context),
        runtime: client(context, "Runtime", { sets: { enableEvents: (on) => (standIn.events = on) } }),
        application: client(context, "Application", {
          has: { suspendApiCalculationUntilNextSync: () => undefined, suspendScreenUpdatingUntilNextSync: () => undefined },
        }),
        sync: async () => {
          await new Promise((resolve) => setTimeout(resolve, 0));
          standIn.syncs += 1;
          standIn.beforeSync?.();
          if (!standIn.isOpen) throw failure("InvalidObjectPath", "The workbook was closed");
          const queue = context.queue.splice(0);
          for (const doing of queue) doing();
        },
      },
    });
    return work(offered);
  },
};

globalThis.Office = {
  onReady: async () => ({ host: "Excel", platform: "OfficeOnline" }),
  actions: { associate: (name, doing) => (standIn.actions[name] = doing) },
  addin: { showAsTaskpane: async () => (standIn.shown += 1) },
  context: {
    requirements: { isSetSupported: (set) => set === "ExcelApi" },
    document: {
      get url() {
        return standIn.url;
      },
      getFileAsync(kind, options, done) {
        const bytes = Uint8Array.from(atob(standIn.file), (one) => one.charCodeAt(0));
        const size = 65536;
        done({ status: "succeeded", value: {
          sliceCount: Math.ceil(bytes.length / size),
          getSliceAsync: (index, then) =>
            then({ status: "succeeded", value: { data: [...bytes.slice(index * size, (index + 1) * size)] } }),
          closeAsync: () => undefined,
        } });
      },
    },
  },
};
globalThis.CustomFunctions ??= { associate: () => undefined, Error: class extends Error {}, ErrorCode: {} };
standIn.open(globalThis.tieoutWorkbook, globalThis.tieoutUrl);
standIn.file = globalThis.tieoutFile || "";
