import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir, platform } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];

/** Where browsers of this family stand when they are not on the path. */
function usualPlaces() {
  if (platform() === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform() === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((key) => process.env[key]);
    return roots
      .filter(Boolean)
      .flatMap((root) => [
        join(root, "Google/Chrome/Application/chrome.exe"),
        join(root, "Chromium/Application/chrome.exe"),
        join(root, "Microsoft/Edge/Application/msedge.exe"),
      ]);
  }
  return ["/usr/bin", "/usr/local/bin", "/snap/bin"].flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  );
}

/** Browsers that Playwright has downloaded, newest first. */
function playwrightPlaces() {
  const caches = {
    darwin: join(homedir(), "Library/Caches/ms-playwright"),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright"),
  };
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? caches[platform()] ?? join(homedir(), ".cache/ms-playwright");
  if (!existsSync(cache)) return [];
  const inside = [
    "chrome-linux/chrome",
    "chrome-linux64/chrome",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    "chrome-win/chrome.exe",
    "chrome-win64/chrome.exe",
  ];
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return builds.flatMap((build) => inside.map((path) => join(cache, build, path)));
}

/**
 * An installed Chromium, Chrome or Edge: named by TENURE_CHROMIUM or CHROME_PATH, on the path, in the usual places, or
 * in Playwright's cache.
 *
 * @returns {string | null} path of the program
 */
export function findBrowser() {
  for (const key of ["TENURE_CHROMIUM", "CHROME_PATH"]) {
    const named = process.env[key];
    if (!named) continue;
    if (existsSync(named)) return named;
    throw new Error(`${key} names ${named}, which is not there.`);
  }
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, platform() === "win32" ? `${name}.exe` : name)));
  return [...onPath, ...usualPlaces(), ...playwrightPlaces()].find((path) => existsSync(path)) ?? null;
}

/** Package managers that carry a Chromium, and how to ask them without a question. */
const MANAGERS = [
  ["apt-get", ["install", "-y", "--no-install-recommends", "chromium"]],
  ["dnf", ["install", "-y", "chromium"]],
  ["apk", ["add", "chromium"]],
  ["pacman", ["-S", "--noconfirm", "chromium"]],
];

/**
 * A browser for the tests: found, or else installed by the system's package manager where this user may. Ends the
 * process with one line when neither works: browser tests are never passed over silently.
 *
 * @returns {string} path of the program
 */
export function ensureBrowser() {
  let found = null;
  try {
    found = findBrowser();
  } catch (error) {
    stop(error.message);
  }
  if (found) return found;
  if (platform() === "linux" && process.getuid?.() === 0) {
    for (const [program, args] of MANAGERS) {
      if (spawnSync(program, ["--version"], { stdio: "ignore" }).error) continue;
      process.stdout.write(`tenure: installing Chromium with ${program} …\n`);
      if (program === "apt-get") spawnSync("apt-get", ["update"], { stdio: "inherit" });
      spawnSync(program, args, { stdio: "inherit" });
      const installed = findBrowser();
      if (installed) return installed;
    }
  }
  return stop(
    "no Chromium, Chrome or Edge was found; install one, or name it in TENURE_CHROMIUM, then run this again.",
  );
}

function stop(message) {
  process.stderr.write(`tenure: ${message}\n`);
  process.exit(1);
}
