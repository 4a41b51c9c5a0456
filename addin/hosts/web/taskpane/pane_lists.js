/* Findings to look at, suggestions to accept or reject, conflicts to resolve: lists beside the sheet.

   A list knows what was found in the last press; what is settled leaves it. */

import { byId, made, showPart } from "./pane_parts.js";

export class Lists {
  constructor({ press, show }) {
    this.press = press;
    this.show = show;
    this.findings = [];
    this.suggestions = [];
    this.conflicts = [];
    for (const id of ["filter-severity", "filter-sheet", "filter-text"]) {
      byId(id).addEventListener("input", () => this.showFindings());
    }
  }

  take(lists) {
    if (lists.findings) {
      this.findings = lists.findings;
      fillSheets(this.findings);
      this.showFindings();
    }
    if (lists.suggestions) {
      this.suggestions = lists.suggestions;
      this.showSuggestions();
    }
    if (lists.conflicts) {
      this.conflicts = lists.conflicts;
      this.showConflicts();
    }
  }

  drop(list, id) {
    this[list] = this[list].filter((one) => one.id !== id);
    if (list === "findings") this.showFindings();
    else if (list === "suggestions") this.showSuggestions();
    else this.showConflicts();
    byId(`tab-${list}`).focus();
  }

  showFindings() {
    const severity = byId("filter-severity").value;
    const sheet = byId("filter-sheet").value;
    const text = byId("filter-text").value.trim().toLowerCase();
    const shown = this.findings.filter(
      (one) =>
        (!severity || one.severity === severity) &&
        (!sheet || sheetOf(one) === sheet) &&
        (!text || `${one.code} ${one.message} ${one.advice}`.toLowerCase().includes(text)),
    );
    byId("count-findings").textContent = this.findings.length ? ` (${this.findings.length})` : "";
    byId("shown-findings").textContent = this.findings.length
      ? `${shown.length} of ${this.findings.length} shown`
      : "Press Validate to fill this list.";
    showPart(byId("findings"), shown, (one) => this.finding(one));
  }

  finding(one) {
    const place = one.places[0];
    const where = [place.workbook, place.sheet, place.cell].filter(Boolean).join(" › ");
    const go = made(
      "button",
      { type: "button", class: "finding", onclick: () => this.show(place) },
      made("span", { class: `severity ${one.severity}` }, one.severity),
      made("span", { class: "code" }, one.code),
      made("span", { class: "where" }, where),
      made("span", { class: "message" }, one.message),
    );
    const advice = one.advice ? made("p", { class: "advice" }, one.advice) : null;
    return made("li", { dataset: { id: one.id } }, go, advice, this.waiver(one));
  }

  waiver(one) {
    const id = `why-${one.id}`;
    const form = made(
      "form",
      {
        class: "why",
        hidden: true,
        "aria-label": `Waive ${one.code}`,
        onsubmit: (event) => {
          event.preventDefault();
          const reason = form.elements.namedItem("reason").value;
          this.press("waive_finding", { finding: one.id, reason }, () => this.drop("findings", one.id));
        },
      },
      made("label", { for: id }, "Why it is fine"),
      made("input", { id, name: "reason", type: "text", autocomplete: "off" }),
      made("button", { type: "submit" }, "Waive"),
    );
    const opener = made(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-expanded": "false",
        "aria-label": `Waive ${one.code} …`,
        onclick: () => {
          form.hidden = !form.hidden;
          opener.setAttribute("aria-expanded", String(!form.hidden));
          if (!form.hidden) form.elements.namedItem("reason").focus();
        },
      },
      "Waive …",
    );
    return made("div", {}, opener, form);
  }

  showSuggestions() {
    byId("count-suggestions").textContent = this.suggestions.length ? ` (${this.suggestions.length})` : "";
    byId("shown-suggestions").textContent = this.suggestions.length
      ? "Are the two sides the same thing?"
      : "Press Reconcile to fill this list.";
    showPart(byId("suggestions"), this.suggestions, (one) => this.suggestion(one));
  }

  suggestion(one) {
    const id = `because-${one.id}`;
    const why = made("input", { id, type: "text", autocomplete: "off" });
    const decide = (button) => () => {
      const answers = { id: one.id, ...(why.value.trim() ? { why: why.value.trim() } : {}) };
      this.press(button, answers, () => this.drop("suggestions", one.id));
    };
    const about = one.sides.map((side) => side.rows[0]?.text || "").join(" and ");
    return made(
      "li",
      { dataset: { id: one.id } },
      made("p", { class: "part" }, [one.part, one.why].filter(Boolean).join(": ")),
      made("div", { class: "sides" }, ...one.sides.map((side) => this.side(side))),
      made("label", { for: id }, "Why (kept with the decision)"),
      why,
      made(
        "div",
        { class: "verdict" },
        made("button", { type: "button", class: "go", "aria-label": `Accept: ${about}`, onclick: decide("accept_suggestion") }, "Accept"),
        made("button", { type: "button", "aria-label": `Reject: ${about}`, onclick: decide("reject_suggestion") }, "Reject"),
      ),
    );
  }

  side(side) {
    return made(
      "div",
      { class: "side" },
      made("p", { class: "name" }, side.list),
      ...side.rows.map((row) =>
        made("button", { type: "button", class: "row", onclick: () => this.show(row.place) }, row.text),
      ),
      made("p", { class: "amount" }, side.amount),
    );
  }

  showConflicts() {
    byId("count-conflicts").textContent = this.conflicts.length ? ` (${this.conflicts.length})` : "";
    byId("shown-conflicts").textContent = this.conflicts.length
      ? "Both sides changed these. Which one holds?"
      : "Nothing waits here. What a sync could not settle is listed when a button reports it.";
    showPart(byId("conflicts"), this.conflicts, (one) => this.conflict(one));
  }

  /* {id, about, kind, sides: [{name, content}], answers: [{label, button, answers}]} */
  conflict(one) {
    return made(
      "li",
      { dataset: { id: one.id } },
      made("p", { class: "part" }, `${one.about}: ${one.kind}`),
      made("dl", {}, ...one.sides.flatMap((side) => [made("dt", {}, side.name), made("dd", {}, side.content || "(empty)")])),
      made(
        "div",
        { class: "verdict" },
        ...one.answers.map((answer) =>
          made(
            "button",
            {
              type: "button",
              "aria-label": `${answer.label}: ${one.about}`,
              onclick: () => this.press(answer.button, answer.answers, () => this.drop("conflicts", one.id)),
            },
            answer.label,
          ),
        ),
      ),
    );
  }
}

const sheetOf = (finding) => [finding.places[0].workbook, finding.places[0].sheet].filter(Boolean).join(" › ");

function fillSheets(findings) {
  const choice = byId("filter-sheet");
  const names = [...new Set(findings.map(sheetOf))].sort();
  choice.replaceChildren(made("option", { value: "" }, "All sheets"), ...names.map((one) => made("option", { value: one }, one)));
}
