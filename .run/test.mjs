import { ensureInstalled, fail, runAloud, runQuietly } from "./install.mjs";

ensureInstalled();
const { ensureBrowser } = await import("./browser.mjs");
const chromium = ensureBrowser();
process.stdout.write(`tenure: browser tests run in ${chromium}\n`);

// Both only read the files and use one core each: they run together, and each speaks when it is done. Lint takes longer
// than types; the unit tests begin when the first of them has ended, so that no core waits for it.
const reading = [
  ["types", "check"],
  ["lint and format", "lint"],
].map(async ([name, script]) => {
  // Prettier's newer command reads the same settings and takes two thirds of the time.
  const { code, said } = await runQuietly("npm", ["run", "--silent", script], {
    PRETTIER_EXPERIMENTAL_CLI: "1",
  });
  process.stdout.write(`\n── ${name}\n${said}`);
  if (code !== 0) fail(`${name} failed.`);
});
await Promise.race(reading);

const vitest = (project) => ["npx", ["vitest", "run", "--project", project]];
process.stdout.write("\n── unit tests\n");
const units = await runAloud(...vitest("unit"));
await Promise.all(reading);
if (units !== 0) fail("unit tests failed.");
process.stdout.write("\n── browser tests\n");
if ((await runAloud(...vitest("browser"), { TENURE_CHROMIUM: chromium })) !== 0)
  fail("browser tests failed.");
process.stdout.write("\ntenure: all passed.\n");
