import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const shipped = join(root, "public", "samples");

test("the shipped sample is what its seeded generator makes", () => {
  const out = mkdtempSync(join(tmpdir(), "tenure-sample-"));
  execFileSync(process.execPath, [join(root, ".run", "sample.mjs"), out]);
  try {
    expect(readdirSync(out).sort()).toEqual(readdirSync(shipped).sort());
    for (const name of readdirSync(out)) {
      expect(readFileSync(join(out, name), "utf8"), name).toBe(readFileSync(join(shipped, name), "utf8"));
    }
  } finally {
    rmSync(out, { recursive: true });
  }
});

test("its stated truth is that of its rows", () => {
  const truth = JSON.parse(readFileSync(join(shipped, "sample-truth.json"), "utf8")) as {
    rows: number;
    customers: number;
    orders: number;
  };
  const lines = readFileSync(join(shipped, "sample-orders.csv"), "utf8").trim().split("\n").slice(1);
  expect(lines).toHaveLength(truth.rows);
  const real = lines.filter((line) => /^\d/.test(line));
  expect(new Set(real.map((line) => line.split(",")[0])).size).toBe(truth.orders);
  expect(new Set(real.map((line) => line.split(",")[2])).size).toBe(truth.customers);
});
