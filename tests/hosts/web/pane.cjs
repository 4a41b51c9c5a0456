/* Opens the task pane in a real browser with Excel's stand-in, runs a scenario, tells what it found.

   Standard input: {chromium, address, office, workbook, url, file, scenario, given, width, dark}. */
const fs = require("node:fs");
const puppeteer = require("puppeteer-core");

const asked = JSON.parse(fs.readFileSync(0, "utf-8"));

async function main() {
  const browser = await puppeteer.launch({
    executablePath: asked.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    headless: true,
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: asked.width, height: asked.height, deviceScaleFactor: asked.scale });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: asked.dark ? "dark" : "light" }]);
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      if (!request.url().startsWith("https://appsforoffice.microsoft.com/")) return request.continue();
      const told = ["tieoutWorkbook", "tieoutUrl", "tieoutFile"]
        .map((name, index) => `globalThis.${name} = ${JSON.stringify([asked.workbook, asked.url, asked.file][index])};`)
        .join("\n");
      return request.respond({ contentType: "text/javascript", body: `${told}\n(() => {${asked.office}})();` });
    });
    await page.goto(asked.address);
    await page.waitForSelector("body[data-ready]", { timeout: 60000 });
    const help = {
      said: () => page.$eval("#said", (one) => one.textContent),
      idle: () => page.waitForFunction(() => !document.body.hasAttribute("aria-busy"), { timeout: 120000, polling: 50 }),
      content: () => page.evaluate(() => standIn.content()),
      async press(name) {
        await page.click("#tab-buttons");
        await page.click(`#press-${name}`);
      },
      async done(name) {
        await help.press(name);
        await help.idle();
        return help.said();
      },
      async axe() {
        await page.evaluate(fs.readFileSync(require.resolve("axe-core"), "utf-8"));
        return page.evaluate(async () => {
          scrollTo(0, 0); // what has scrolled half under the message is no small target
          const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
          return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
        });
      },
    };
    const AsyncFunction = (async () => undefined).constructor;
    const scenario = new AsyncFunction("page", "help", "given", asked.scenario);
    const found = await scenario(page, help, asked.given);
    process.stdout.write(JSON.stringify({ found: found === undefined ? null : found, problems }));
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  process.stderr.write(String(error.stack || error));
  process.exitCode = 1;
});
