import { describe, expect, test } from "vitest";
import { parse } from "../../src/notebook/text/format";
import { localDay } from "../../src/ui/session/powers";
import { calibrationEnd, fill, splice } from "../../src/ui/session/template";
import { retitle } from "../../src/ui/session/title";
import { isNotebook, pastedFiles, pastedTable } from "../../src/ui/shell/pick";
import { sentences } from "../../src/ui/shell/sentences";

describe("template", () => {
  const template =
    "# T\n\n```source id=sales\n```\n\n```ledger id=orders from=sales\n```\n\n```sql id=a\nSELECT 1\n```\n";

  test("takes the cells an import wrote; everything else keeps its bytes", () => {
    const text = splice(template, {
      source: "```source id=sales\nfile: a.csv\n```\n",
      ledger: "```ledger id=orders from=sales\ncancelled: net\n```",
    });
    expect(text).toBe(
      "# T\n\n```source id=sales\nfile: a.csv\n```\n\n```ledger id=orders from=sales\ncancelled: net\n```\n\n```sql id=a\nSELECT 1\n```\n",
    );
    expect(parse(text, () => true).filter((part) => part.is === "cell")).toHaveLength(3);
  });

  test("a file's text with $ in it is put in as it is", () => {
    expect(splice(template, { source: "```source id=sales\nfile: $&$1.csv\n```", ledger: "" })).toContain(
      "file: $&$1.csv",
    );
  });

  test("only the first source and ledger are replaced", () => {
    const two = "```source id=a\n```\n\n```source id=b\n```\n";
    expect(splice(two, { source: "S", ledger: "L" })).toBe("S\n\n```source id=b\n```\n");
  });

  test("fills what it knows and leaves the rest", () => {
    expect(fill("{{day}} {{other}} {x}", { day: "1997-09-30" })).toBe("1997-09-30 {{other}} {x}");
  });

  test("half of the data calibrates", () => {
    expect(calibrationEnd("1997-01-01", "1998-06-30")).toBe("1997-09-30");
    expect(calibrationEnd("2024-03-30", "2024-04-01")).toBe("2024-03-31");
    expect(calibrationEnd("2024-01-01", "2024-01-01")).toBe("2024-01-01");
  });
});

describe("title", () => {
  test("changes its line only", () => {
    const text = "---\nauthor: A\ntitle: Old\n---\n\n# Old\n";
    expect(retitle(text, "New one")).toBe("---\nauthor: A\ntitle: New one\n---\n\n# Old\n");
  });
  test("is quoted where YAML would read something else", () => {
    expect(retitle("---\ntitle: x\n---\n", 'A: "b" # c')).toBe('---\ntitle: "A: \\"b\\" # c"\n---\n');
    expect(retitle("---\ntitle: x\n---\n", "true")).toBe('---\ntitle: "true"\n---\n');
    expect(retitle("---\ntitle: x\n---\n", "$&")).toBe('---\ntitle: "$&"\n---\n');
  });
  test("makes a front matter where there is none, and keeps line ends", () => {
    expect(retitle("# T\r\n", "New")).toBe("---\r\ntitle: New\r\n---\r\n\r\n# T\r\n");
    expect(retitle("---\r\nlang: pl\r\n---\r\n", "New")).toBe("---\r\ntitle: New\r\nlang: pl\r\n---\r\n");
    expect(retitle("text\n\n---\n\nmore", "New")).toBe("---\ntitle: New\n---\n\ntext\n\n---\n\nmore");
  });
});

describe("what comes in", () => {
  test("a pasted table is a file, prose is not", () => {
    expect(pastedTable("a\tb\n1\t2\n").map(({ name }) => name)).toEqual(["pasted.tsv"]);
    expect(pastedTable("a;b\n1;2\n").map(({ name }) => name)).toEqual(["pasted.csv"]);
    expect(pastedTable("Dear all\n\nplease find it here\nthanks")).toEqual([]);
    expect(pastedTable("one line, only")).toEqual([]);
  });

  test("a table on the clipboard is one before the picture of it", async () => {
    const picture = new File(["x"], "image.png");
    const clip = (plain: string, html: string) => ({
      getData: (type: string) => (type === "text/html" ? html : plain),
      files: [picture] as unknown as FileList,
    });
    const page = "<meta charset='utf-8'><table><tr><td>a<td>b</table><!--end-->";
    expect(pastedFiles(clip("a\tb\n1\t2\n", page)).map(({ name }) => name)).toEqual(["pasted.tsv"]);
    const [file] = pastedFiles(clip("a b", page));
    expect([file!.name, await file!.text()]).toEqual(["pasted.html", "<table><tr><td>a<td>b</table>"]);
    expect(pastedFiles(clip("hello", "<p>hello</p>"))).toEqual([picture]);
  });
  test("notebooks by name or type", () => {
    expect(isNotebook(new File([], "A.MD"))).toBe(true);
    expect(isNotebook(new File([], "a.csv"))).toBe(false);
  });
  test("the reader's day, not the one of Greenwich", () => {
    expect(localDay(new Date(2026, 0, 5, 0, 30))).toBe("2026-01-05");
  });
});

describe("messages", () => {
  test.each([
    ["No table orders. Use sales.", "No table orders", "Use sales."],
    ["Plik jest pusty, np. bez wierszy. Wybierz inny.", "Plik jest pusty, np. bez wierszy", "Wybierz inny."],
    ["sales.csv is empty", "sales.csv is empty", ""],
    ["Версия 1.2 не читается. Откройте другую.", "Версия 1.2 не читается", "Откройте другую."],
  ])("%s", (message, first, rest) => {
    expect(sentences(message)).toEqual({ first, rest });
  });
});
