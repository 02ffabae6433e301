import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

const template = join(import.meta.dirname, "offline-worker.js");

/** Files of a folder, as paths with slashes. */
function filesOf(root, folder = root) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(root, path) : [relative(root, path).split(sep).join("/")];
  });
}

/**
 * Writes `sw.js` beside a finished build, with the build's own list of files: everything the page may ever ask for, so
 * that it works without a network, and nothing else. A list and forty lines; a library would bring strategies that
 * nobody here may use.
 *
 * @returns {import("vite").Plugin}
 */
export function offline() {
  let out = "";
  return {
    name: "offline",
    apply: "build",
    configResolved(config) {
      out = resolve(config.root, config.build.outDir);
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const files = filesOf(out)
          .filter((path) => !path.startsWith(".vite/") && path !== "sw.js" && path !== "offline.html")
          .sort();
        const hash = createHash("sha256");
        for (const path of files) hash.update(path).update(readFileSync(join(out, path)));
        const list = files.map((path) => (path === "index.html" ? "" : path));
        const script = readFileSync(template, "utf8")
          .replace("__VERSION__", hash.digest("hex").slice(0, 16))
          .replace("__FILES__", () => JSON.stringify(list));
        writeFileSync(join(out, "sw.js"), script);
      },
    },
  };
}
