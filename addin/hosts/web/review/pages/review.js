/* What makes the pages handier; all of them work without it. */
"use strict";
for (const all of document.querySelectorAll("[data-all]")) {
  const form = all.closest("form");
  const boxes = [...form.querySelectorAll("input[name=finding]")];
  all.closest("[hidden]").hidden = boxes.length < 2;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
}
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault(); // a second click is no second decision
    form.dataset.sent = "yes";
    const said = document.createElement("p");
    said.className = "said busy";
    said.setAttribute("role", "status");
    said.textContent = form.dataset.busy;
    form.append(said);
  });
}
