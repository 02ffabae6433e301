import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CARRIES,
  carriedFile,
  carriedIn,
  carryFile,
  carryText,
  fileOf,
} from "../../../src/storage/formats/carried";

const page = (...parts: string[]) =>
  `<!doctype html><html><head>${parts.join("")}</head><body><p>what one reads</p></body></html>`;

describe("a notebook inside a page", () => {
  test.each([
    ["the end of a script", "</script><script>alert(1)</script>"],
    ["the beginning of a comment", "<!-- <script -->"],
    ["line ends of any kind", "a\r\nb\rc\nd\u2028e\u2029f\u0085"],
    ["signs of a replacement", "$& $1 $$ $`"],
    ["what no text should hold", "\u0000\u0008\ufeff\ud800"],
    ["what looks like another notebook", carryText("other")],
    ["nothing", ""],
  ])("keeps %s letter by letter", (_, text) => {
    const html = page(carryText(text));
    expect(carriedIn(html)).toEqual({ text, files: [] });
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  test("keeps any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(carriedIn(page(carryText(text)))?.text).toBe(text);
      }),
    );
  });

  test("brings files byte for byte, under names that are markup", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 256);
    const name = '"></script><b>.csv';
    const sent = await carriedFile(name, new Blob([bytes], { type: "text/csv" }));
    const carried = carriedIn(page(carryText("x"), carryFile(sent)))!;
    const [file] = carried.files.map(fileOf);
    expect([file!.name, file!.type]).toEqual([name, "text/csv"]);
    expect(new Uint8Array(await file!.arrayBuffer())).toEqual(bytes);
  });

  test("is not in a page of anybody else, nor where it cannot be read", () => {
    expect(carriedIn(page("<script>let notebook</script>"))).toBeNull();
    expect(carriedIn(page(`${CARRIES}{"text":</script>`))).toBeNull();
    expect(carriedIn(page(`${CARRIES}{"text":1}</script>`))).toBeNull();
  });

  test("says which file is damaged", () => {
    expect(() => fileOf({ name: "a.csv", type: "", base64: "*" })).toThrow(
      expect.objectContaining({ code: "page.damaged", params: { file: "a.csv" } }),
    );
  });
});
