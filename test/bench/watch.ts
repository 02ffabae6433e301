import type { Page } from "playwright-core";

/** What the page itself saw: times are milliseconds since it began to load. */
export interface Seen {
  /** When the notebook was first on the page. */
  readonly mounted: number;
  /** Tasks of the page's own thread over 50 ms, as the browser reports them. */
  readonly tasks: readonly { readonly start: number; readonly length: number }[];
  /** Times a timer of 10 ms came late by more than 50 ms: what a reader feels as a frozen page. */
  readonly gaps: readonly { readonly start: number; readonly length: number }[];
  /** When each cell ran, by its id. */
  readonly cells: readonly { readonly id: string; readonly start: number; readonly end: number }[];
  /** Different shares of progress each cell showed while it ran. */
  readonly progress: Readonly<Record<string, readonly string[]>>;
}

interface Watching {
  mounted: number;
  tasks: { start: number; length: number }[];
  gaps: { start: number; length: number }[];
  cells: { id: string; start: number; end: number }[];
  progress: Record<string, string[]>;
}

/** Starts watching before anything of the page runs. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Watching = { mounted: 0, tasks: [], gaps: [], cells: [], progress: {} };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        seen.tasks.push({ start: entry.startTime, length: entry.duration });
    }).observe({ type: "longtask", buffered: true });
    let last = performance.now();
    const beat = (): void => {
      const now = performance.now();
      if (now - last > 60) seen.gaps.push({ start: last, length: now - last - 10 });
      last = now;
      setTimeout(beat, 10);
    };
    beat();
    const running = new Map<string, number>();
    const look = (): void => {
      const now = performance.now();
      for (const cell of document.querySelectorAll("main [data-state]")) {
        seen.mounted ||= now;
        const id = cell.getAttribute("data-id") ?? "";
        const state = cell.getAttribute("data-state");
        const start = running.get(id);
        if (state === "running" && start === undefined) running.set(id, now);
        if (state !== "running" && start !== undefined) {
          running.delete(id);
          seen.cells.push({ id, start, end: now });
        }
        const share = /[\d.]+\s?%/.exec(cell.querySelector(".progress")?.textContent ?? "")?.[0];
        const shares = (seen.progress[id] ??= []);
        if (share !== undefined && shares.at(-1) !== share) shares.push(share);
      }
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
      attributeFilter: ["data-state"],
    });
  });
}

export const seen = (page: Page): Promise<Seen> =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
