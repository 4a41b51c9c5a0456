/* node run.cjs page|engine < {"script", "metadata", "then"}: loads the add-in's script as Excel
   would, in a page or in its engine without one, and prints what "then" gives. */
const vm = require("vm");
const fs = require("fs");
const path = require("path");

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const offered = { fetch, setTimeout, clearTimeout, Promise, JSON, console, performance, Error, TypeError };
if (process.argv[2] === "page") Object.assign(offered, { AbortController, document: {} });
const world = vm.createContext(offered);
vm.runInContext("globalThis.self = globalThis;", world);
for (const code of [fs.readFileSync(path.join(__dirname, "stand_in.js"), "utf8"), asked.script]) {
  vm.runInContext(code, world);
}
world.metadata = asked.metadata;
vm.runInContext("globalThis.told = Object.fromEntries(metadata.functions.map((f) => [f.id, f]));", world);
world.given = asked.given;
vm.runInContext("(async () => {" + asked.then + "})()", world).then(
  (found) => process.stdout.write(JSON.stringify(found === undefined ? null : found)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
