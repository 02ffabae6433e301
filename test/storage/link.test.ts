import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkTo, MOST_TEXT, readLink } from "../../src/storage/link";
import { linkIn } from "../../src/storage/linkHash";

const HOME = "https://example.org/tenure/?open=x.md#notebook=1";
const hashOf = (link: string) => new URL(link).hash;
const carried = async (text: string) => linkIn(hashOf(await linkTo(text, HOME)))!;

describe("a notebook in a link", () => {
  test("comes back letter by letter", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        expect(await readLink(await carried(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test("stands behind the sign that no server sees, at the page without query", async () => {
    const link = await linkTo("# Hello\n", HOME);
    expect(link).toMatch(/^https:\/\/example\.org\/tenure\/#link=1\.[\w-]+$/);
  });

  test("is shorter than the text it holds", async () => {
    const text = "```sql id=a\nSELECT customer, sum(amount) FROM orders GROUP BY customer\n```\n".repeat(20);
    expect((await linkTo(text, HOME)).length).toBeLessThan(text.length / 5);
  });

  test("every other hash is none", () => {
    for (const hash of ["", "#", "#notebook=1", "#linked=1.a", "#a&link=1.a"])
      expect(linkIn(hash)).toBeNull();
  });
});

describe("a link that is not whole", () => {
  test("is refused wherever it was cut", async () => {
    const whole = await carried("# A notebook\n\nWith some words in it, and a few more of them.\n");
    for (let length = 0; length < whole.length; length++) {
      const error: unknown = await readLink(whole.slice(0, length)).catch((thrown: unknown) => thrown);
      expect([length, error]).toEqual([length, expect.objectContaining({ code: "link.damaged" })]);
    }
  });

  test("is refused when a letter of it was changed", async () => {
    const whole = await carried("# A notebook\n\nWith some words in it, and a few more of them.\n");
    for (let at = 2; at < whole.length - 1; at++) {
      const other = whole[at] === "A" ? "B" : "A";
      await expect(readLink(whole.slice(0, at) + other + whole.slice(at + 1))).rejects.toThrow(/^link\./);
    }
  });

  test("of a newer kind says so", async () => {
    await expect(readLink("2.abc")).rejects.toThrow("link.newer");
  });

  test("that unpacks without end is stopped", async () => {
    const bomb = await carried("x".repeat(MOST_TEXT + 1));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(readLink(bomb)).rejects.toThrow("link.too-large");
  });

  test("of any other letters is damaged, never something else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const outcome = await readLink(text).then(
          () => "read",
          (error: unknown) => (error as { code?: string }).code,
        );
        expect(["link.damaged", "link.newer"]).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });
});
