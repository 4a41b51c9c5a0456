// xlsx-populate: read, set the cells, write.
import { createRequire } from "node:module";
import { place, serve } from "./serve.mjs";

const XlsxPopulate = createRequire(process.env.WRITERS_NPM + "/")("xlsx-populate");

await serve(async (job) => {
  const book = await XlsxPopulate.fromFileAsync(job.source);
  const sheet = book.sheet(job.sheet);
  for (const one of job.edits) {
    const cell = sheet.cell(place(one));
    if (one.kind === "formula") cell.formula(one.value);
    else cell.value(one.value);
  }
  await book.toFileAsync(job.target);
});
