import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { Notebook } from "../../src/notebook/run/runtime";
import {
  ROLES,
  SIDES,
  RULES,
  type Choice,
  type Rule,
  type Sniffed,
  type SourceSpec,
} from "../../src/sources/spec";
import { sourceBody } from "../../src/sources/write";
import type { Made } from "../../src/ui/import/made";
import { overridesOf, typesOf } from "../../src/ui/import/overrides";
import { rulesOver } from "../../src/ui/session/offer";
import { rewritten } from "../../src/ui/session/reread";
import { fakeHost } from "../notebook/host";

const SOURCE: SourceSpec = {
  file: "sales.csv",
  size: 10,
  sha256: "abc",
  read: { format: "csv", delimiter: ";", decimal: ",", dates: "dd.mm.yyyy", header: 1 },
  columns: { who: "text", day: "date", sum: "decimal" },
  roles: { customer: "who", date: "day", amount: "sum" },
};
const TEXT = `\`\`\`source id=sales
${sourceBody(SOURCE)}
\`\`\`

\`\`\`ledger id=orders from=sales
duplicate-row: keep # as the shop says
\`\`\`
`;
const view = () => new Notebook(kinds, fakeHost(), TEXT).view;
const { cells } = view();
const rules = Object.fromEntries(RULES.map((rule) => [rule, "keep"])) as Record<Rule, Choice>;
const made = (source: SourceSpec, more: Partial<Made> = {}): Made => ({
  file: new File([], source.file),
  more: [],
  source,
  ledger: { rules },
  decided: ["duplicate-row"],
  counts: {} as Made["counts"],
  ...more,
});

describe("a source read again", () => {
  test("what it says already is not written anew", () => {
    const { sha256, ...bare } = SOURCE;
    expect(sha256).toBe("abc");
    expect([...rewritten("sales", made(bare), cells)]).toEqual([]);
  });

  test("only its own body changes, and only rules that were chosen are written", () => {
    const other = { ...SOURCE, roles: { customer: "who", date: "day", price: "sum", quantity: "who" } };
    const bodies = rewritten("sales", made(other), cells);
    expect([...bodies.keys()]).toEqual(["sales"]);
    expect(bodies.get("sales")).toBe(sourceBody(other));
    const chosen = made(SOURCE, {
      ledger: { rules: { ...rules, "duplicate-row": "drop" } },
      decided: ["duplicate-row"],
    });
    expect([...rewritten("sales", chosen, cells)]).toEqual([
      ["orders", "duplicate-row: drop # as the shop says"],
    ]);
  });

  test("another file takes the hash of the first away", () => {
    const { sha256, ...next } = { ...SOURCE, file: "next.csv", size: 99 };
    expect(sha256).toBe("abc");
    expect(rewritten("sales", made(next), cells).get("sales")).not.toContain("sha256");
  });

  test("the text stands before any guess: roles without a column stay without one, types only where they differ", () => {
    expect(overridesOf(SOURCE)).toEqual({
      read: { delimiter: ";", decimal: ",", dates: "dd.mm.yyyy", header: 1 },
      roles: {
        ...Object.fromEntries([...ROLES, ...SIDES].map((role) => [role, null])),
        customer: "who",
        date: "day",
        amount: "sum",
      },
      // A layout would say otherwise what the text says already.
      preset: null,
    });
    const guessed = (types: Record<string, string>) =>
      ({ columns: Object.entries(types).map(([name, type]) => ({ name, type })) }) as unknown as Sniffed;
    expect(typesOf(SOURCE, guessed({ who: "integer", day: "date", sum: "decimal", more: "text" }))).toEqual({
      columns: { who: "text" },
    });
    expect(typesOf(SOURCE, guessed({ who: "text", day: "date", sum: "decimal" }))).toEqual({});
    expect(rulesOver("sales", cells)).toEqual({ "duplicate-row": "keep" });
    expect(rulesOver("other", cells)).toEqual({});
  });
});
