import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** What axe finds wrong in the page (or in `within`), one line each; an empty list is a clean page. */
export async function axe(page: Page, within = "body"): Promise<string[]> {
  await page.evaluate(source);
  const violations = await page.evaluate(async (selector) => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(context: string, options: object): Promise<{ violations: unknown }> };
    };
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await tool.run(selector, { runOnly: rules })).violations;
  }, within);
  return (violations as readonly Violation[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}
