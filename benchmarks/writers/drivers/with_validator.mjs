// The Open XML SDK's validator, compiled to WebAssembly: not a writer, but a judge.
// A job is a line of JSON with "source"; the answer has "faults".
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const npm = process.env.WRITERS_NPM;
const home = path.join(npm, "node_modules/@ooxml-tools/validate");
const main = JSON.parse(fs.readFileSync(path.join(home, "package.json"))).exports;
const entry = typeof main === "string" ? main : main["."]?.import ?? main["."]?.default ?? main["."];
const file = path.join(home, typeof entry === "string" ? entry : entry.default);
const validate = (await import(pathToFileURL(file).href)).default;

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
for await (const line of readline.createInterface({ input: process.stdin })) {
  let faults;
  try {
    const content = new Uint8Array(fs.readFileSync(JSON.parse(line).source));
    faults = (await validate(content, "xlsx", "Microsoft365")).map(
      (one) => [one.path?.partUri ?? "", one.path?.xpath ?? "", one.description ?? ""],
    );
  } catch (raised) {
    faults = [["", "", "cannot be validated: " + String(raised).slice(0, 200)]];
  }
  answer(JSON.stringify({ faults }) + "\n");
}
