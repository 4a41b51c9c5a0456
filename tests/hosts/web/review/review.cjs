/* Opens the review service in a real browser, runs a scenario, tells what it found.

   Standard input: {chromium, address, scenario, given, width, height, scale, script}. */
const fs = require("node:fs");
const { createRequire } = require("node:module");
const near = createRequire(require("node:path").join(__dirname, "..", "package.json"));
const puppeteer = near("puppeteer-core");

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
    await page.setJavaScriptEnabled(asked.script);
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    const help = {
      open: (below) => page.goto(`${asked.address}${below}`),
      press: (selector) => Promise.all([page.waitForNavigation({ timeout: 120000 }), page.click(selector)]),
      said: () => page.$$eval(".said", (some) => some.map((one) => one.textContent)),
      text: () => page.$eval("main", (one) => one.innerText),
      async signIn() {
        await help.open("/sign-in");
        await page.type("#token", asked.given.token);
        await help.press("main button");
      },
      wide: () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
      async axe() {
        await page.evaluate(fs.readFileSync(near.resolve("axe-core"), "utf-8"));
        return page.evaluate(async () => {
          scrollTo(0, 0);
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
