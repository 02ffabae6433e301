import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { withExpression, withoutEntry } from "../../src/kinds/entries";
import { readBody } from "../../src/kinds/yaml";
import type { JsonSchema } from "../../src/notebook/kind";
import { afterChange, formOf } from "../../src/ui/sheet/form/fields";

const schema: JsonSchema = {
  type: "object",
  required: ["margin"],
  properties: {
    margin: { type: "number", minimum: 0, maximum: 1 },
    level: { type: "string", enum: ["80", "95"], default: "95" },
    notes: { type: "string" },
    on: { type: "boolean" },
    list: { type: "array", items: { type: "string" } },
    value: { type: "object" },
  },
};
const field = (body: string, key: string) => formOf(body, schema).fields.find((one) => one.key === key)!;
const change = (body: string, key: string, text: string) => afterChange(body, field(body, key), text);

describe("a form over the text of a cell", () => {
  const body = "# why\nmargin: 0.3 # ours\nlist: [a, b]\nmine: {x: 1}\n\nlevel: '80'";

  test("shows what the text says, and names what it does not know", () => {
    const form = formOf(body, schema);
    expect(form.fields.map(({ key, text }) => [key, text])).toEqual([
      ["margin", "0.3"],
      ["level", "80"],
      ["notes", ""],
      ["on", ""],
      ["list", "a\nb"],
      ["value", ""],
    ]);
    expect(form.others).toEqual(["mine"]);
    expect(formOf("a: [", schema).unreadable).toBe(true);
    expect(formOf("", schema).unreadable).toBe(false);
  });

  test("a change writes one value; remarks, order and unknown keys stay", () => {
    expect(change(body, "margin", "0,25")).toBe(body.replace("0.3", "0.25"));
    expect(change(body, "level", "95")).toBe(body.replace("'80'", "'95'"));
    expect(change(body, "list", "a\nb, c\n\n")).toBe(body.replace("[a, b]", '[a, "b, c"]'));
    expect(change(body, "on", "true")).toBe(`${body}\non: true`);
    expect(change(body, "margin", "much")).toBe(body.replace("0.3", "much"));
  });

  test("an emptied field goes from the text with its line", () => {
    expect(change(body, "list", "")).toBe(body.replace("list: [a, b]\n", ""));
    expect(change(body, "level", "")).toBe("# why\nmargin: 0.3 # ours\nlist: [a, b]\nmine: {x: 1}\n");
    expect(withoutEntry("a: |\n  two\n  lines\nb: 1", "a")).toBe("b: 1");
    expect(withoutEntry("{a: 1, b: 2}", "a")).toBe("{a: 1, b: 2}");
  });

  test("a field may be ${name}, and be a value again", () => {
    const bound = change(body, "margin", "${rate}");
    expect(bound).toBe(body.replace("0.3", "${rate}"));
    expect(field(bound, "margin")).toMatchObject({ bound: true, text: "${rate}" });
    expect(change(bound, "margin", "0.5")).toBe(body.replace("0.3", "0.5"));
    expect(withExpression("", "margin", "${rate}")).toBe("margin: ${rate}");
    expect(withExpression("a: 1", "a", "${broken")).toBe("a: 1");
  });

  test("whatever is typed, the other entries and every remark stay", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("${a}", "- x", "a: b", "# no", "|", "1e3"),
    );
    fc.assert(
      fc.property(fc.constantFrom("margin", "level", "notes", "on", "list"), text, (key, typed) => {
        const next = change(body, key, typed);
        const [was, now] = [readBody(body).entries, readBody(next).entries];
        for (const [name, { value }] of was) if (name !== key) expect(now.get(name)?.value).toEqual(value);
        expect(next).toContain("# why");
        if (key !== "margin") expect(next).toContain("margin: 0.3 # ours");
      }),
    );
  });

  test("every kind with settings draws a form of fields it can show", () => {
    for (const [name, kind] of kinds) {
      const drawn = kind.schemaOf?.("type: range") ?? kind.schema;
      if (!drawn || name === "source" || name === "ledger") continue;
      const form = formOf("", drawn);
      expect(
        form.fields.filter(({ nested }) => nested),
        name,
      ).toEqual([]);
    }
  });
});
