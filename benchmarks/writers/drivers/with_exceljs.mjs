// exceljs: read, set the cells, write.
import { createRequire } from "node:module";
import { place, serve } from "./serve.mjs";

const ExcelJS = createRequire(process.env.WRITERS_NPM + "/")("exceljs");

await serve(async (job) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(job.source);
  const sheet = book.getWorksheet(job.sheet);
  for (const one of job.edits) {
    sheet.getCell(place(one)).value =
      one.kind === "formula" ? { formula: one.value } : one.value;
  }
  await book.xlsx.writeFile(job.target);
});
