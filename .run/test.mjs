import { ensureInstalled, fail, run, runQuietly } from "./install.mjs";

ensureInstalled();
const { ensureBrowser } = await import("./browser.mjs");
const chromium = ensureBrowser();
process.stdout.write(`tenure: browser tests run in ${chromium}\n`);

// Both only read the files and use one core each: they run together, and each speaks when it is done.
const reading = [
  ["types", "check"],
  ["lint and format", "lint"],
].map(async ([name, script]) => {
  const { code, said } = await runQuietly("npm", ["run", "--silent", script]);
  process.stdout.write(`\n── ${name}\n${said}`);
  return code === 0 ? [] : [name];
});
const wrong = (await Promise.all(reading)).flat();
if (wrong.length > 0) fail(`${wrong.join(" and ")} failed.`);

const steps = [
  ["unit tests", "npx", ["vitest", "run", "--project", "unit"]],
  ["browser tests", "npx", ["vitest", "run", "--project", "browser"]],
];
for (const [name, program, args] of steps) {
  process.stdout.write(`\n── ${name}\n`);
  if (run(program, args, { TENURE_CHROMIUM: chromium }) !== 0) fail(`${name} failed.`);
}
process.stdout.write("\ntenure: all passed.\n");
