import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerTo, file } from "./entries";
import type { Entry, Json } from "./registry";

/**
 * The replication table of `src/models/README.md` is computed: published digits from `numbers.json`, ours by the answers.
 * `REPLICATION=write` writes it; else it must be up to date. Rows that need real files are checked only where those are.
 */
const readme = join(import.meta.dirname, "../../src/models/README.md");
const START = "<!-- replication: computed by test/models/replication.test.ts -->";
const END = "<!-- end of replication -->";

/** A sentence of an abstract and a count of the data: published, but not results of a model. */
const NOT_RESULTS = ["gls-abstract", "cdnow-bins-actual"];

function dataOf({ id }: Entry, real: boolean): string {
  if (real) return "CDNOW 1-in-10 sample";
  if (id.includes("highend") || id === "sbg-LL11") return "High End";
  if (id.includes("regular")) return "Regular";
  if (id.startsWith("bgbb")) return "1995 donors";
  if (id === "sbg-multicohort") return "four cohorts";
  if (id.endsWith("6mp")) return "Freireich 6-MP";
  return "worked example";
}

/** Single numbers of an answer with their names; the members of a list come together. */
function leaves(
  ours: Json,
  expected: Json,
  name: string,
): { name: string; ours: number[]; expected: number[] }[] {
  if (typeof expected === "number") return [{ name, ours: [ours as number], expected: [expected] }];
  if (Array.isArray(expected)) {
    const flat = (value: Json): number[] => (Array.isArray(value) ? value.flatMap(flat) : [value as number]);
    return [{ name, ours: flat(ours), expected: flat(expected) }];
  }
  const record = ours as Record<string, Json>;
  return Object.entries(expected as Record<string, Json>).flatMap(([key, value]) =>
    leaves(record[key]!, value, name ? `${name} ${key}` : key),
  );
}

const short = (value: number): string => String(Number(value.toPrecision(8)));

function rows(entry: Entry): string[][] {
  const found = answerTo(entry)!;
  return leaves(found.ours(), entry.expected, "").map((leaf) => {
    const gaps = leaf.expected.map((value, i) => leaf.ours[i]! - value);
    const worst = gaps.reduce((at, gap, i) => (Math.abs(gap) > Math.abs(gaps[at]!) ? i : at), 0);
    const many = leaf.expected.length > 1 ? `, worst of ${leaf.expected.length}` : "";
    const gap = gaps[worst]!;
    return [
      entry.model,
      dataOf(entry, found.data),
      `${[entry.quantity, leaf.name].filter(Boolean).join(": ")}${many}`.replaceAll("|", "\\|"),
      String(leaf.expected[worst]),
      short(leaf.ours[worst]!),
      Math.abs(gap) < 1e-8 ? "0" : gap.toExponential(0),
      `\`${entry.id}\``,
    ];
  });
}

test("the replication table in the README is what the models give", () => {
  const text = readFileSync(readme, "utf8");
  const published = file.entries.filter(
    (entry) => entry.status.includes("PUBLISHED") && answerTo(entry) && !NOT_RESULTS.includes(entry.id),
  );
  expect(published.length).toBeGreaterThan(25);
  const table = published
    .filter((entry) => !answerTo(entry)!.missing)
    .flatMap(rows)
    .map((cells) => `| ${cells.join(" | ")} |`);
  const [before, rest] = text.split(START) as [string, string];
  const [inside, after] = rest.split(END) as [string, string];
  if (process.env["REPLICATION"] === "write") {
    const head =
      "| model | data | quantity | published | ours | difference | entry |\n| --- | --- | --- | --- | --- | --- | --- |";
    writeFileSync(readme, `${before}${START}\n\n${head}\n${table.join("\n")}\n\n${END}${after}`);
    return;
  }
  const written = inside.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  const without = published.filter((entry) => answerTo(entry)!.missing).map(({ id }) => `\`${id}\``);
  const comparable = written.slice(1).filter((line) => !without.some((id) => line.includes(id)));
  const cells = (line: string) => line.slice(2, -2).split(/(?<!\\) \| /);
  // What is said, word for word; what is computed, to six digits: the last ones belong to the machine.
  const said = (line: string) => cells(line).filter((_, i) => i !== 4 && i !== 5);
  expect(comparable.map(said)).toEqual(table.map(said));
  comparable.forEach((line, i) => {
    const [old, now] = [Number(cells(line)[4]), Number(cells(table[i]!)[4])];
    expect(Math.abs(old - now), line).toBeLessThanOrEqual(1e-6 * Math.abs(now));
  });
});
