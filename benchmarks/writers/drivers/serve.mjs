// What the drivers in JavaScript share: take jobs line by line, do them, say how it went.
// A job is a line of JSON, as in serve.py.
import readline from "node:readline";

export function place(edit) {
  let letters = "";
  for (let column = edit.column; column > 0; column = Math.floor((column - 1) / 26)) {
    letters = String.fromCharCode(65 + ((column - 1) % 26)) + letters;
  }
  return letters + edit.row;
}

export async function serve(edit) {
  const answer = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const start = performance.now();
    let error = "";
    try {
      await edit(JSON.parse(line));
    } catch (raised) {
      error = String(raised).slice(0, 300) || "an error without text";
    }
    answer(JSON.stringify({ error, seconds: (performance.now() - start) / 1000 }) + "\n");
  }
}
