import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the process with one clear line. */
export function fail(message) {
  process.stderr.write(`tenure: ${message}\n`);
  process.exit(1);
}

/** Runs a program in the project's folder with its output shown; returns its exit code. */
export function run(program, args, env = {}) {
  const shell = process.platform === "win32";
  const done = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    shell,
    env: { ...process.env, ...env },
  });
  if (done.error) fail(`could not start ${program}: ${done.error.message}`);
  return done.status ?? 1;
}

/** Starts a program that ends with this one. */
function start(program, args, options) {
  const child = spawn(program, args, { cwd: root, shell: process.platform === "win32", ...options });
  child.on("error", (problem) => fail(`could not start ${program}: ${problem.message}`));
  process.on("exit", () => child.kill());
  return child;
}

/** Runs a program beside others: its exit code, and all it printed. */
export function runQuietly(program, args, env = {}) {
  const child = start(program, args, { env: { ...process.env, ...env } });
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  child.stderr.on("data", (text) => (said += text));
  return new Promise((done) => {
    child.on("close", (code) => done({ code: code ?? 1, said }));
  });
}

/** The same with its output shown as it comes; its exit code. */
export function runAloud(program, args, env = {}) {
  const child = start(program, args, { stdio: "inherit", env: { ...process.env, ...env } });
  return new Promise((done) => {
    child.on("close", (code) => done(code ?? 1));
  });
}

/** Installs packages when they are missing or the lock file has changed since the last time. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old; install Node 20.19 or newer.`);
  }
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const mark = join(root, "node_modules", ".tenure-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  process.stdout.write("tenure: installing packages …\n");
  if (run("npm", ["ci", "--no-audit", "--no-fund"]) !== 0) fail("npm ci failed; the lines above say why.");
  writeFileSync(mark, lock);
}
