/* The buttons in their groups; those that ask something open a form first. */

import { made } from "./pane_parts.js";

const CONFIRM = "confirm";

export function showButtons(place, buttons, press) {
  const groups = Map.groupBy ? Map.groupBy(buttons, (one) => one.group) : grouped(buttons);
  for (const [name, members] of groups) {
    const heading = `group-${name.toLowerCase().replace(/\W+/g, "-")}`;
    place.append(
      made(
        "section",
        { "aria-labelledby": heading },
        made("h2", { id: heading }, name),
        ...members.map((one) => shown(one, press)),
      ),
    );
  }
}

function grouped(buttons) {
  const found = new Map();
  for (const one of buttons) found.set(one.group, [...(found.get(one.group) || []), one]);
  return found;
}

/* Nothing asked: it is pressed. Something may be said: it is pressed too, with the rest behind
   "Options". Something must be said: the form opens. */
function shown(button, press) {
  const asks = button.asks.filter((field) => field.name !== CONFIRM);
  const label = made("span", { class: "label" }, button.label);
  const tip = made("span", { class: "tip" }, button.tip);
  const face = { type: "button", class: "press", id: `press-${button.name}` };
  const direct = () => press(button, {});
  if (!asks.length) {
    return made("div", { class: "button" }, made("button", { ...face, onclick: direct }, label, tip));
  }
  const id = `form-${button.name}`; // not form.id: a field may be called id
  const form = formOf(button, asks, press, id);
  if (asks.some((field) => !field.optional)) {
    return made("div", { class: "button" }, opener(form, id, face, label, tip), form);
  }
  const options = opener(form, id, { type: "button", class: "quiet", id: `options-${button.name}`, "aria-label": `Options of ${button.label}` }, "Options");
  return made("div", { class: "button" }, made("button", { ...face, onclick: direct }, label, tip), options, form);
}

function opener(form, id, face, ...inside) {
  const button = made(
    "button",
    {
      ...face,
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => {
        form.hidden = !form.hidden;
        button.setAttribute("aria-expanded", String(!form.hidden));
        if (!form.hidden) form.querySelector("input, select").focus();
      },
    },
    ...inside,
  );
  return button;
}

function formOf(button, asks, press, id) {
  return made(
    "form",
    {
      id,
      class: "asks",
      hidden: true,
      novalidate: true,
      "aria-label": button.label,
      onsubmit: (event) => {
        event.preventDefault();
        press(button, answersOf(event.currentTarget, asks));
      },
    },
    ...asks.map((field) => fieldOf(button, field)),
    made("button", { type: "submit", class: "go" }, button.label),
  );
}

export function answersOf(form, asks) {
  const given = {};
  for (const field of asks) {
    const input = form.elements.namedItem(field.name);
    const text = input.type === "checkbox" ? (input.checked ? "yes" : "") : input.value.trim();
    if (text) given[field.name] = text;
  }
  return given;
}

function fieldOf(button, field) {
  const id = `${button.name}-${field.name}`;
  const told = { id, name: field.name };
  if (field.help) told["aria-describedby"] = `${id}-help`;
  if (!field.optional) told["aria-required"] = "true";
  const label = made("label", { for: id }, field.label, field.optional ? "" : " *");
  const help = field.help ? made("span", { class: "help", id: `${id}-help` }, field.help) : null;
  const input = inputOf(field, told);
  const inside = field.kind === "yes or no" ? [input, label, help] : [label, input, help];
  return made("div", { class: field.kind === "yes or no" ? "field tick" : "field" }, ...inside);
}

function inputOf(field, told) {
  switch (field.kind) {
    case "choice":
      return made(
        "select",
        told,
        made("option", { value: "" }, field.optional ? "" : "Choose …"),
        ...field.choices.map((one) => made("option", { value: one }, one)),
      );
    case "yes or no":
      return made("input", { ...told, type: "checkbox" });
    case "date":
      return made("input", { ...told, type: "date" });
    case "amount":
      return made("input", { ...told, type: "text", inputmode: "decimal", autocomplete: "off" });
    case "file":
      return made("input", { ...told, type: "text", autocomplete: "off", placeholder: "its path on this computer" });
    default:
      return made("input", { ...told, type: "text", autocomplete: "off" });
  }
}
