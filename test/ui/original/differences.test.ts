import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../../src/kinds/coming";
import { differences, takenBack } from "../../../src/ui/original/differences";

const ORIGINAL = `---
title: One
---

# One

\`\`\`sql id=first
SELECT 1 AS a
\`\`\`

\`\`\`sql id=second
SELECT 2 AS b
FROM first
\`\`\`
`;

describe("differences of two notebooks", () => {
  test("a text does not differ from itself", () => {
    expect(differences(ORIGINAL, ORIGINAL, kinds)).toEqual([]);
  });

  test("each stretch of lines is named by the cell it is in, the head by none", () => {
    const mine = ORIGINAL.replace("title: One", "title: Mine")
      .replace("SELECT 1 AS a", "SELECT 1 AS a, 3 AS c")
      .replace("FROM first\n", "");
    const found = differences(ORIGINAL, mine, kinds);
    expect(found.map(({ cell, before, after }) => ({ cell, before, after }))).toEqual([
      { cell: null, before: ["title: One\n"], after: ["title: Mine\n"] },
      { cell: "first", before: ["SELECT 1 AS a\n"], after: ["SELECT 1 AS a, 3 AS c\n"] },
      { cell: "second", before: ["FROM first\n"], after: [] },
    ]);
  });

  test("a cell that is gone bears the name it had", () => {
    const mine = ORIGINAL.slice(0, ORIGINAL.indexOf("```sql id=second"));
    expect(differences(ORIGINAL, mine, kinds).map(({ cell }) => cell)).toEqual(["second"]);
  });

  test("one taken back leaves the others", () => {
    const mine = ORIGINAL.replace("title: One", "title: Mine").replace("FROM first\n", "");
    const [first, last] = differences(ORIGINAL, mine, kinds);
    expect(takenBack(mine, last!)).toBe(ORIGINAL.replace("title: One", "title: Mine"));
    expect(takenBack(mine, first!)).toBe(ORIGINAL.replace("FROM first\n", ""));
  });

  test("whatever the two texts are, taking all back gives the other text, byte for byte", () => {
    const line = fc.constantFrom("a", "b", "", "```sql id=x", "```", "SELECT 1", "é");
    const text = fc
      .tuple(fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 14 }), line)
      .map(([lines, last]) => lines.map(([one, end]) => one + end).join("") + last);
    fc.assert(
      fc.property(text, text, (other, mine) => {
        let now = mine;
        for (let turns = 0; turns < 40; turns++) {
          const [first] = differences(other, now, kinds);
          if (!first) break;
          now = takenBack(now, first);
        }
        expect(now).toBe(other);
      }),
      { numRuns: 300 },
    );
  });
});
