/* Opens pages of a night in a real browser, as they are looked at: wide, narrow, light, dark, printed.

   Standard input: {chromium, file, views: [{width, dark, media, shot}], keys, pdf}. What it finds is told as JSON. */
const fs = require("node:fs");
const puppeteer = require("puppeteer-core");

const asked = JSON.parse(fs.readFileSync(0, "utf-8"));
const axe = fs.readFileSync(require.resolve("axe-core"), "utf-8");

/* Words of charts that leave their frame, or stand on other words; boxes are the browser's own. */
function crowded() {
  const found = [];
  for (const svg of document.querySelectorAll("svg.chart")) {
    if (!svg.getBoundingClientRect().width) continue;
    const frame = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()]);
    for (const [text, box] of boxes) {
      if (box.x < -2 || box.y < -2 || box.x + box.width > frame.width + 2 || box.y + box.height > frame.height + 2) found.push(`outside: ${text}`);
    }
    boxes.forEach(([text, a], at) => {
      for (const [other, b] of boxes.slice(at + 1)) {
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        if (across > 1 && down > 4) found.push(`${text} on ${other}`);
      }
    });
  }
  return found;
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: asked.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    headless: true,
  });
  try {
    const page = await browser.newPage();
    const requests = [];
    const problems = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => problems.push(message.text()));
    const views = [];
    for (const view of asked.views) {
      await page.setViewport({ width: view.width, height: 900 });
      await page.emulateMediaType(view.media || "screen");
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.dark ? "dark" : "light" }]);
      await page.goto(`file://${asked.file}`);
      if (view.open) await page.$$eval("details", (some) => some.forEach((one) => (one.open = true)));
      const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      const charts = await page.evaluate(crowded);
      if (view.shot) await page.screenshot({ path: view.shot, fullPage: !view.height, clip: view.height ? { x: 0, y: 0, width: view.width, height: view.height } : undefined });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 4).map((node) => node.html + " " + node.any.map((any) => any.message).join("; ")).join(" | ")}`);
      });
      views.push({ sideways, charts, violations });
    }
    const keys = [];
    if (asked.keys) {
      await page.setViewport({ width: 1000, height: 900 });
      await page.goto(`file://${asked.file}`);
      for (const key of asked.keys) {
        await page.keyboard.press(key);
        keys.push(await page.evaluate(() => {
          const one = document.activeElement;
          const box = one.getBoundingClientRect();
          const seen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
          return `${one.id || one.textContent.trim().slice(0, 40)}${seen ? "" : " (not seen)"}`;
        }));
      }
    }
    let pdf = null;
    if (asked.pdf) {
      await page.emulateMediaType("print");
      pdf = Buffer.from(await page.pdf({ format: asked.pdf })).toString("base64");
    }
    process.stdout.write(JSON.stringify({ views, requests: [...new Set(requests)], problems, keys, pdf }));
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  process.stderr.write(String(error.stack || error));
  process.exitCode = 1;
});
