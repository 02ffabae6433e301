import { ensureInstalled, fail, run } from "./install.mjs";

ensureInstalled();
const { ensureBrowser } = await import("./browser.mjs");
const chromium = ensureBrowser();
process.stdout.write(`tenure: browser tests run in ${chromium}\n`);

const steps = [
  ["types", "npm", ["run", "--silent", "check"]],
  ["lint and format", "npm", ["run", "--silent", "lint"]],
  ["unit tests", "npx", ["vitest", "run", "--project", "unit"]],
  ["browser tests", "npx", ["vitest", "run", "--project", "browser"]],
];
for (const [name, program, args] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  if (run(program, args, { TENURE_CHROMIUM: chromium }) !== 0) fail(`${name} failed.`);
}
process.stdout.write("\ntenure: all passed.\n");
