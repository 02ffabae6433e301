import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { beforeAll, describe, expect, test } from "vitest";
import { render } from "../../src/ui/sheet/markdown";

const dom = new JSDOM("");
beforeAll(() => {
  Object.assign(globalThis, { document: dom.window.document, DOMParser: dom.window.DOMParser });
});

function html(text: string): string {
  const holder = dom.window.document.createElement("div");
  holder.append(render(text));
  return holder.innerHTML;
}

/** Same tree, whatever white space between blocks and whichever attributes only we set. */
function shape(markup: string): string {
  const holder = dom.window.document.createElement("div");
  holder.innerHTML = markup;
  for (const link of holder.querySelectorAll("a")) {
    for (const name of ["target", "rel", "title"]) link.removeAttribute(name);
  }
  for (const cell of holder.querySelectorAll("[class], [style]")) {
    cell.removeAttribute("class");
    cell.removeAttribute("style");
  }
  for (const part of holder.querySelectorAll("thead, tbody")) part.replaceWith(...part.childNodes);
  return holder.innerHTML
    .replace(/\n<\/code>/g, "</code>")
    .replace(/<br>\s+/g, "<br>")
    .replace(/\s*\n\s*/g, " ")
    .replace(/> </g, "><")
    .replace(/\s*(<\/?(?:p|li|ul|ol|blockquote|h\d|pre|table|tr|td|th|hr)[^>]*>)\s*/g, "$1")
    .trim();
}

const reference = new MarkdownIt({ html: false });

const TEXTS: readonly string[] = [
  "# Title\n\nText with *one*, **two**, ***three***, `code` and a\nsecond line.",
  "## Closed ##\n\nSetext\n===\n\nLower\n---",
  "A line  \nbroken, and\\\nagain \\* not a star &amp; &copy; &#8364;.",
  "- one\n- two\n  more\n- three",
  "- loose\n\n  second paragraph\n\n- item",
  "3. three\n4. four\n   - inner\n   - inner two",
  "> quote **over\n> two** lines\n>\n> - list\n> - in it",
  "```sql\nSELECT 1 < 2\n  AND true\n```\n\n    indented\n      more",
  "| a | b |\n|---|--:|\n| 1 | `x` |\n| 2 | **y** |",
  "[a](https://x.org/y?z=1 \"t\") [b][ref] [ref] <https://z.org> ~~gone~~\n\n[ref]: https://r.org 'title'",
  "raw <b>html</b> and <script>alert(1)</script> stay",
  "<div>\nblock\n</div>",
  "one\n\n---\n\ntwo",
  "Żółć, пример, 中文 – “quotes” … 5 * 3 * 2 and snake_case_word",
];

describe("markdown", () => {
  test.each(TEXTS)("reads as the reference does: %s", (text) => {
    expect(shape(html(text))).toBe(shape(reference.render(text)));
  });

  test("makes no element that could fetch, run or post", () => {
    const bad = html(
      '![p](https://x.org/a.png) <img src=x onerror=alert(1)> <iframe src="//x"></iframe>\n\n<svg onload=alert(1)>',
    );
    const holder = new JSDOM(`<div>${bad}</div>`).window.document;
    expect(holder.querySelectorAll("img, script, iframe, svg, style, link, object, form").length).toBe(0);
  });

  test("links lead to cells and the web, nowhere else", () => {
    expect(html("[x](javascript:alert(1))")).toBe("<p><span>x</span></p>");
    expect(html("[x](data:text/html,hi)")).toBe("<p><span>x</span></p>");
    expect(html("[x](//evil.org)")).toBe("<p><span>x</span></p>");
    expect(html("[x](<https://evil.org/${orders}>)")).toBe("<p><span>x</span></p>");
    expect(html("[x](https://evil.org/\ue000)")).toBe("<p><span>x</span></p>");
    expect(html("[orders](#orders)")).toBe('<p><a href="#orders">orders</a></p>');
    expect(html("[w](https://x.org)")).toContain('rel="noopener noreferrer"');
  });

  test("running text goes through the given hand, code does not", () => {
    const seen: string[] = [];
    render("a *b* `c` &lt;", (text) => seen.push(text));
    expect(seen).toEqual(["a ", "b", " ", " ", "<"]);
  });
});
