{
  const field = document.getElementById("filter");
  const told = document.getElementById("filtered");
  const all = [...document.querySelectorAll(".finding")];
  field.closest(".filter").hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const one of all) {
      one.hidden = !one.textContent.toLowerCase().includes(wanted);
      shown += !one.hidden;
    }
    for (const group of document.querySelectorAll(".findings")) group.hidden = !group.querySelector(".finding:not([hidden])");
    if (wanted) for (const fold of document.querySelectorAll("details.findings:not([hidden])")) fold.open = true;
    told.textContent = wanted ? `${shown.toLocaleString("en")} of ${all.length.toLocaleString("en")}` : "";
  });
}
