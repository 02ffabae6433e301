import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Node tests share one time zone so that a date can only be right on purpose; CI repeats them under another.
process.env["TZ"] ??= "Europe/Warsaw";

export default defineConfig({
  base: "./",
  plugins: [svelte({ configFile: false })],
  build: { target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 4096 },
  worker: { format: "es" },
  optimizeDeps: { exclude: ["@duckdb/duckdb-wasm", "parquet-wasm"] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          setupFiles: ["test/seed.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/setup.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
