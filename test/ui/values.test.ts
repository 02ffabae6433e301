import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, test } from "vitest";
import { formatters } from "../../src/i18n";
import type { Result } from "../../src/notebook/kind";
import { render } from "../../src/ui/sheet/markdown";
import { valueText, withValues } from "../../src/ui/sheet/values";

const dom = new JSDOM("");
beforeAll(() => {
  Object.assign(globalThis, { document: dom.window.document, DOMParser: dom.window.DOMParser });
});

const en = formatters("en");
const result = (json: unknown): Result => ({ value: { is: "json", json: json as never }, views: [] });

function html(body: string, values: Result | null): string {
  const { text, put } = withValues(body, values, en, (code) => code === "margin");
  const holder = dom.window.document.createElement("div");
  holder.append(render(text, put));
  return holder.innerHTML;
}

describe("values in prose", () => {
  test("are written as text, whatever they hold", () => {
    const shown = { value: "<img src=x> **bold** ${x}", writer: null, unit: null, date: false };
    expect(html("A *${name}* b", result([shown]))).toBe(
      '<p>A <em><span class="value" title="name">&lt;img src=x&gt; **bold** ${x}</span></em> b</p>',
    );
  });

  test("an input's is the reader's own; an unknown one stays as written", () => {
    const shown = { value: 0.3, writer: "percent", unit: null, date: false };
    expect(html("${margin}", result([shown]))).toBe(
      '<p><span class="value yours" title="margin">30\u202f%</span></p>',
    );
    expect(html("${margin}", null)).toBe('<p><span class="unknown" title="margin">${margin}</span></p>');
  });

  test("code keeps its braces, and private characters of a text are no stand-ins", () => {
    expect(html("`${a}` \ue000", result([]))).toBe("<p><code>${a}</code> \ufffd</p>");
  });

  test("by writer, unit and type", () => {
    const base = { writer: null, unit: null, date: false };
    expect(valueText({ ...base, value: 1234.5678 }, en)).toBe("1,234.568");
    expect(valueText({ ...base, value: 1234.5, unit: "GBP" }, en)).toBe("£1,235");
    expect(valueText({ ...base, value: 12, unit: "month" }, en)).toBe("12 months");
    expect(valueText({ ...base, value: "2011-12-09", date: true }, en)).toBe("9 Dec 2011");
    expect(valueText({ ...base, value: null }, en)).toBe("–");
  });
});
