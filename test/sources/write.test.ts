import { describe, expect, test } from "vitest";
import { source } from "../../src/kinds/source";
import { ownPreset, readingOf, sniff, sourceBody } from "../../src/sources";
import type { SourceSpec } from "../../src/sources/spec";
import { textFile } from "./read";

const text = `# the shop's own export
file: sales.csv # every month anew
size: 120

read: {format: csv, encoding: utf-8, delimiter: ";", decimal: ",", dates: dd.mm.yyyy, header: 1}
columns:
  Klient: text # number of the card
  Data: date
  Kwota: decimal
roles: {customer: Klient, date: Data, amount: Kwota}
# refunds are in another file`;
const spec = (): SourceSpec => {
  const { spec, problems } = source.parse(text, {});
  expect(problems).toEqual([]);
  return spec!;
};

describe("a source cell that is written again", () => {
  test("keeps every byte where it says the same", () => {
    expect(sourceBody(spec(), text)).toBe(text);
  });

  test("keeps comments beside what changes, comes and goes", () => {
    const { roles, ...rest } = spec();
    const next: SourceSpec = {
      ...rest,
      file: "sales-2.csv",
      read: { ...rest.read, decimal: "." },
      columns: { Klient: "text", Data: "datetime", Suma: "decimal" },
      roles: { ...roles, amount: "Suma" },
      ids: ["trim", "case"],
      currency: "PLN",
    };
    const body = sourceBody(next, text);
    for (const comment of [
      "# the shop's own export",
      "# every month anew",
      "# number of the card",
      "# refunds are in",
    ])
      expect(body).toContain(comment);
    expect(body).toContain("file: sales-2.csv # every month anew");
    expect(source.parse(body, {})).toEqual({ spec: next, problems: [] });
  });

  test("is written anew where it cannot be read", () => {
    expect(source.parse(sourceBody(spec(), "file: [a"), {}).spec).toEqual(spec());
  });
});

describe("a reading that was saved", () => {
  const csv = "kto;kiedy;ile;stan\nA1;03.04.2024;10,50;ok\nA2;05.04.2024;20,00;zły\n";

  test("is followed where its columns are, however they stand, and says what differs", async () => {
    const first = await sniff(textFile(csv), {
      roles: { refund: "stan" },
      cancelled: ["zły"],
      currency: "PLN",
    });
    const own = ownPreset("Sklep", JSON.parse(JSON.stringify(readingOf(first))))!;
    const again = await sniff(
      textFile("nr;ile;kiedy;kto;stan\n1;10,50;03.04.2024;A1;ok\n2;1,00;04.04.2024;A1;zły\n"),
      {},
      [own],
    );
    expect(again.layout).toBe("own:Sklep");
    expect(again.layouts[0]).toMatchObject({ expected: 4, missing: [], extra: ["nr"] });
    expect(again.spec.roles).toEqual({ customer: "kto", date: "kiedy", amount: "ile", refund: "stan" });
    expect(again.spec).toMatchObject({ cancelled: ["zły"], currency: "PLN" });
    // What the first file asks about, the saved answer settles.
    expect(again.questions).toEqual([]);
    expect((await sniff(textFile(csv.replace("ile", "suma")), {}, [own])).layout).toBe(null);
    expect((await sniff(textFile(csv), { preset: null }, [own])).layout).toBe(null);
  });

  test("that somebody else wrote into the storage is none", () => {
    for (const bad of [
      null,
      7,
      "x",
      {},
      { headers: [], roles: {} },
      { headers: [1], roles: {} },
      { headers: ["a"] },
    ])
      expect(ownPreset("x", bad)).toBe(null);
  });
});
