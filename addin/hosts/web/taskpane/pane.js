/* The task pane: a press reads the workbook, asks Tieout's server, and carries out what it says. */

import { showButtons } from "./pane_buttons.js";
import { Lists } from "./pane_lists.js";
import { byId, made } from "./pane_parts.js";
import { ask, NoAnswer } from "./pane_server.js";
import { useTabs } from "./pane_tabs.js";
import { bare, fileOf, snapshot } from "./workbook_reading.js";
import { carryOut, HalfWritten, NotWritten } from "./workbook_writing.js";

let buttons = new Map();
let working = null; // what stops the press at work
let lists = null;
let openTab = () => undefined;

const SYNCS = new Set(["sync_now", "resolve_conflicts"]);

/* ---- one press */

async function press(name, answers, then = () => undefined) {
  if (working) {
    say("Another button is at work. Wait for it, or cancel it.", { bad: true });
    return;
  }
  const button = buttons.get(name);
  begin(button.label);
  try {
    const answer = await answered(name, answers);
    const wrote = await carriedOut(answer);
    if (wrote.ok) await show(button, answers, answer, then);
    else say(wrote.sentence, { bad: true });
  } catch (error) {
    say(inWords(error, button), { bad: true });
  } finally {
    end();
  }
}

async function answered(name, answers) {
  tell({ said: "Reading the workbook" });
  const asked = await Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address");
    cell.worksheet.load("name");
    const workbook = await snapshot(context);
    const selection = { sheet: cell.worksheet.name, cell: bare(cell.address) };
    return { button: name, answers, workbook, selection, ...where() };
  });
  const options = { line: tell, signal: working.signal };
  const answer = await ask("press", asked, options);
  if (!answer.needs.length) return answer;
  tell({ said: "Reading the workbook's file" });
  return ask("press", { ...asked, content: await fileOf() }, options);
}

const where = () => {
  const chosen = byId("production").value;
  return { document: Office.context.document.url || "", production: chosen === "" ? null : Number(chosen) };
};

/* From here on nothing is stopped any more: all of it is done, or nothing. */
async function carriedOut(answer) {
  const todo = Object.values(answer.operations)[0];
  if (!answer.ok || !todo) return { ok: true };
  tell({ said: "Writing", writes: true });
  let told;
  try {
    const now = await Excel.run((context) => carryOut(context, todo));
    told = { ok: true, now };
  } catch (error) {
    told = failed(error);
  }
  const { half, ...said } = told;
  try {
    const reply = await ask("applied", { entry: answer.entry, ...said, ...where() });
    return half ? { ok: false, sentence: half } : { ok: told.ok, sentence: reply.sentence };
  } catch {
    const what = told.ok ? "It is done in the workbook" : `${told.why}. The workbook is as it was`;
    return { ok: false, sentence: `${what}, but Tieout's server does not answer; the next press finds out.` };
  }
}

/* Half written counts as written, with what the cells hold now: so Undo Last takes all of it back. */
function failed(error) {
  if (error instanceof HalfWritten) {
    const half = `${error.message}, and a part of it is written: press Undo last to take that back.`;
    return { ok: true, now: error.now, half };
  }
  const why = error instanceof NotWritten ? error.message : `Excel did not do it (${error.message || error})`;
  return { ok: false, why };
}

async function show(button, answers, answer, then) {
  say(answer.sentence, { bad: !answer.ok, detail: answer.detail });
  if (answer.is_plan) offer(button, answers);
  if (!answer.ok) return;
  lists.take(answer.lists);
  if (answer.lists.findings) openTab("findings");
  else if (answer.lists.suggestions) openTab("suggestions");
  else if (SYNCS.has(button.name) && answer.lists.conflicts?.length) openTab("conflicts");
  if (answer.files?.length) {
    byId("files").textContent = `Also written: ${answer.files.join(", ")}.`;
    byId("files").hidden = false;
  }
  if (answer.goto && answer.goto.workbook === answer.workbook) await select(answer.goto);
  then();
}

function inWords(error, button) {
  if (error.name === "AbortError") return `${button.label} was stopped. Nothing was written.`;
  const why = error instanceof NoAnswer ? error.message : `Excel did not answer (${error.message || error})`;
  return `${button.label}: ${why}. The workbook is as it was.`;
}

/* ---- what is said */

function say(sentence, { bad = false, detail = "" } = {}) {
  const said = byId("said");
  said.textContent = sentence;
  said.classList.toggle("bad", bad);
  byId("detail-text").textContent = detail;
  byId("detail").hidden = !detail;
}

function begin(label) {
  working = new AbortController();
  byId("plan").hidden = byId("detail").hidden = byId("files").hidden = true;
  byId("said").textContent = "";
  byId("working").hidden = false;
  byId("cancel").disabled = false;
  byId("cancel").setAttribute("aria-label", `Cancel ${label}`);
  document.body.setAttribute("aria-busy", "true");
}

function tell(told) {
  if (told.said) byId("far").textContent = told.said;
  const bar = byId("bar");
  if (told.far) bar.value = told.far;
  else bar.removeAttribute("value");
  if (told.writes) byId("cancel").disabled = true;
}

function end() {
  working = null;
  byId("working").hidden = true;
  document.body.removeAttribute("aria-busy");
}

function offer(button, answers) {
  byId("plan").hidden = false;
  byId("do-it").onclick = () => press(button.name, { ...answers, confirm: "yes" });
  byId("leave-it").onclick = () => {
    byId("plan").hidden = true;
    say("Nothing was done.");
  };
  byId("do-it").focus();
}

/* ---- in the sheet */

async function select(place) {
  const { workbook, sheet, cell } = place;
  try {
    await Excel.run(async (context) => {
      const found = context.workbook.worksheets.getItemOrNullObject(sheet || "");
      found.load("name");
      await context.sync();
      if (found.isNullObject) {
        say(`That is in ${[workbook, sheet].filter(Boolean).join(", ")}: open it to see it.`);
        return;
      }
      found.activate();
      if (cell) found.getRange(cell).select();
      await context.sync();
    });
  } catch (error) {
    say(`${sheet}!${cell} cannot be shown (${error.message || error}).`, { bad: true });
  }
}

/* A finding of another workbook may have a sheet of the same name. */
async function showPlace(place) {
  const own = (Office.context.document.url || "").split(/[/\\]/).pop().split("?")[0];
  const name = place.workbook.split("/").pop();
  if (place.workbook && decodeURIComponent(own).toLowerCase() !== name.toLowerCase()) {
    say(`That is in ${[place.workbook, place.sheet, place.cell].filter(Boolean).join(", ")}: open it to see it.`);
    return;
  }
  await select(place);
}

/* ---- the beginning */

async function chooseProduction() {
  const found = await ask("productions", { document: Office.context.document.url || "" }).catch(() => []);
  if (found.length < 2) return;
  byId("production").append(...found.map((one) => made("option", { value: String(one.number) }, one.name)));
  byId("production-field").hidden = false;
  const having = found.filter((one) => one.has_it);
  if (having.length === 1) byId("production").value = String(having[0].number);
}

async function start() {
  openTab = useTabs(byId("tabs"));
  lists = new Lists({ press, show: showPlace });
  const told = await (await fetch("./buttons.json")).json();
  buttons = new Map(told.map((one) => [one.name, one]));
  showButtons(byId("buttons"), told, (button, answers) => press(button.name, answers));
  byId("undo").addEventListener("click", () => press("undo_last", {}));
  byId("cancel").addEventListener("click", () => working?.abort());
  if (typeof Office === "undefined" || typeof Office.onReady !== "function") {
    say("Open this page in Excel: its buttons work on the open workbook.");
    return;
  }
  const { host } = await Office.onReady();
  if (host !== "Excel" || !Office.context.requirements.isSetSupported("ExcelApi", "1.13")) {
    say("This Excel is too old for the buttons (it needs ExcelApi 1.13). The functions work.", { bad: true });
    return;
  }
  for (const one of told) {
    Office.actions?.associate(one.name, async (event) => {
      try {
        if (one.asks.some((field) => !field.optional)) await Office.addin.showAsTaskpane();
        else await press(one.name, {});
      } finally {
        event.completed();
      }
    });
  }
  await chooseProduction();
  document.body.dataset.ready = "yes";
}

start();
