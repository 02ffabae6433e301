import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { serve } from "../../.run/serve.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the built site, in a sub-path, with a closing slash. */
    site: string;
    /** Folder of the built site. */
    dist: string;
  }
}

/**
 * Builds the product once for all browser tests (not when TENURE_DIST names a finished build) and serves it in a
 * sub-path. A test that wants the server's own list of requests serves `inject("dist")` itself.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = resolve(import.meta.dirname, "../..");
  const given = process.env["TENURE_DIST"];
  const dist = given ? resolve(given) : join(root, "dist");
  if (given && !existsSync(join(dist, "index.html")))
    throw new Error(`TENURE_DIST: no index.html in ${dist}`);
  if (!given) {
    // A process of its own: under the test runner's NODE_ENV it would not be the build that people get.
    const env = { ...process.env, NODE_ENV: "production" };
    const vite = join(root, "node_modules/vite/bin/vite.js");
    execFileSync(process.execPath, [vite, "build", "--logLevel", "warn", "--outDir", dist], {
      cwd: root,
      env,
      stdio: "inherit",
    });
  }
  const server = await serve({ root: dist, base: "/sub/path/" });
  project.provide("site", server.url);
  project.provide("dist", dist);
  return () => server.close();
}
