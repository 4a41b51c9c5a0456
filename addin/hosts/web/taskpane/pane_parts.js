/* Small parts of the page. Text goes in as text, never as markup. */

export function made(name, given = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (typeof value === "boolean") element.toggleAttribute(key, value);
    else element.setAttribute(key, value);
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

/* Shown a part at a time: a thousand lines at once would hold the page up. */
const AT_ONCE = 100;

export function showPart(list, lines, line, from = 0) {
  if (from === 0) list.replaceChildren();
  list.append(...lines.slice(from, from + AT_ONCE).map(line));
  const left = lines.length - from - AT_ONCE;
  if (left <= 0) return;
  const more = made(
    "li",
    { class: "more" },
    made(
      "button",
      {
        type: "button",
        onclick: () => {
          more.remove();
          showPart(list, lines, line, from + AT_ONCE);
          list.children[from + AT_ONCE]?.querySelector("button")?.focus();
        },
      },
      `Show ${Math.min(left, AT_ONCE)} more of ${left}`,
    ),
  );
  list.append(more);
}
