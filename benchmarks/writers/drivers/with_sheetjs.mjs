// SheetJS community edition: read, set the cells, write.
import { createRequire } from "node:module";
import { place, serve } from "./serve.mjs";

const XLSX = createRequire(process.env.WRITERS_NPM + "/")("xlsx");

await serve(async (job) => {
  const macros = /\.xl[st]m$/i.test(job.source);
  const book = XLSX.readFile(job.source, { cellStyles: true, cellNF: true, bookVBA: macros });
  const sheet = book.Sheets[job.sheet];
  for (const one of job.edits) {
    const cell =
      one.kind === "formula" ? { t: "n", f: one.value }
      : one.kind === "number" ? { t: "n", v: one.value }
      : { t: "s", v: one.value };
    XLSX.utils.sheet_add_aoa(sheet, [[cell]], { origin: place(one) });
  }
  XLSX.writeFile(book, job.target, { bookVBA: macros, bookType: macros ? "xlsm" : "xlsx" });
});
