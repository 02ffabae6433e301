import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, fileAt, read, readyParquet, rules } from "./read";

/** What a fixture's `.json` may expect; every part is optional, and one that is there is checked. */
interface Expected {
  readonly read?: object;
  readonly roles?: object;
  readonly cancelled?: readonly string[];
  /** Code → how the first sample would be read, or the column, per answer. */
  readonly questions?: Readonly<Record<string, readonly string[]>>;
  /** Kept with every rule on keep; kept with the usual rules. */
  readonly keep?: object;
  readonly usual?: object;
  readonly rejected?: number;
  readonly first?: string;
  readonly last?: string;
}

const folder = join(import.meta.dirname, "fixtures");
const names = readdirSync(folder).filter((name) => !name.endsWith(".json") && !name.startsWith("."));

describe("fixtures", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    readyParquet();
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  test("each has its expectations", () => {
    expect(names.length).toBeGreaterThan(8);
    const pairs = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(pairs.map((name) => name.replace(".json", "")).sort()).toEqual(
      names.map((name) => name.replace(/\.\w+$/, "")).sort(),
    );
  });

  for (const name of names) {
    test(name, async () => {
      const expected = JSON.parse(
        readFileSync(join(folder, name.replace(/\.\w+$/, ".json")), "utf8"),
      ) as Expected;
      const file = fileAt(join(folder, name));
      const sniffed = await sniff(file);
      if (expected.read) expect(sniffed.spec.read).toMatchObject(expected.read);
      if (expected.roles) expect(sniffed.spec.roles).toMatchObject(expected.roles);
      if (expected.cancelled) expect(sniffed.spec.cancelled).toEqual(expected.cancelled);
      const asked = sniffed.questions.map(({ code, answers }) => [
        code,
        answers.map((answer) => answer.read?.[0] ?? answer.column),
      ]);
      expect(Object.fromEntries(asked)).toEqual(expected.questions ?? {});
      for (const [part, ledger] of [
        ["keep", rules("keep")],
        ["usual", sniffed.ledger],
      ] as const) {
        const kept = expected[part];
        if (!kept) continue;
        const counted = await read(engine, file, {}, ledger);
        expect(counted.kept).toMatchObject(kept);
        expect(adds(counted)).toEqual({ rows: 0, money: 0 });
        if (expected.rejected !== undefined) expect(counted.rejected.rows).toBe(expected.rejected);
        if (expected.first !== undefined)
          expect([counted.first, counted.last]).toEqual([expected.first, expected.last]);
      }
    });
  }
});
