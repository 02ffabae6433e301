import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { classicScripts } from "../../.run/script.mjs";
import { serve } from "../../.run/serve.mjs";

export interface Site {
  /** Address of the folder, with a closing slash. */
  readonly url: string;
  readonly requests: readonly { method: string; url: string; body: number; status: number }[];
  close(): Promise<void>;
}

/** The small page of `harness/`, built like the product and served in a sub-path. */
export async function harnessSite(root = resolve(import.meta.dirname, "harness")): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), "tenure-harness-"));
  await build({
    root,
    configFile: false,
    logLevel: "error",
    base: "./",
    publicDir: false,
    plugins: [classicScripts()],
    build: { outDir, emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, minify: false },
  });
  const server = await serve({ root: outDir, base: "/sub/path/" });
  return {
    url: server.url,
    requests: server.requests,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
