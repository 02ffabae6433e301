import type { Page } from "playwright-core";

/** What a figure takes after a hand has moved something, measured by the page itself. */
export interface Moved {
  /** Milliseconds from the event of the input to the frame in which the figure is another. */
  readonly shown: number[];
  /** Milliseconds of script of the page's own thread for it; layout and style likewise. */
  readonly script: number[];
  readonly layout: number[];
  /** How often the figure was filled anew. */
  readonly drawn: number[];
}

/** Sums by day over three years of orders: what a slider moves over is grouped data. */
export const FIGURES = `---
title: Figures
---

\`\`\`input id=least
type: range
label: Least
min: 0
max: 100
step: 1
value: 10
\`\`\`

\`\`\`sql id=days
SELECT DATE '2022-01-01' + (i % 1000)::INTEGER AS day, i % 101 AS amount, count(*) AS n
FROM range(2000000) r(i) GROUP BY ALL
\`\`\`

\`\`\`sql id=weeks
SELECT date_trunc('week', day)::DATE AS week, sum(amount * n) AS amount FROM days WHERE amount >= \${least} GROUP BY ALL ORDER BY ALL
\`\`\`

\`\`\`chart id=figure from=weeks
mark: line
x: week
y: amount
\`\`\`

\`\`\`sql id=figure_rows chosen-in=figure
SELECT *
FROM weeks
WHERE true -- chosen in figure
\`\`\`

\`\`\`chart id=linked from=figure_rows
mark: bar
x: week
y: amount
\`\`\`
`;

const METRICS = ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"] as const;

/** Does `move`, waits until the figure of a cell was filled anew and rests, and says what that took. */
async function after(page: Page, figure: string, moved: Moved, move: () => Promise<void>): Promise<void> {
  const eye = await page.context().newCDPSession(page);
  await eye.send("Performance.enable");
  const spent = async () => {
    const { metrics } = await eye.send("Performance.getMetrics");
    return METRICS.map((wanted) => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? 0));
  };
  const before = await spent();
  const watching = page.evaluate(
    (id) =>
      new Promise<{ shown: number; drawn: number }>((done) => {
        const drawing = document.querySelector(`main [data-id="${id}"] .drawn`)!;
        let start = NaN;
        let shown = NaN;
        let drawn = 0;
        let resting: ReturnType<typeof setTimeout>;
        const begin = (event: Event): void => {
          if (Number.isNaN(start)) start = event.timeStamp;
        };
        for (const kind of ["input", "pointerup"])
          addEventListener(kind, begin, { capture: true, once: true });
        const watch = new MutationObserver(() => {
          drawn++;
          requestAnimationFrame(() => setTimeout(() => (shown = performance.now() - start)));
          clearTimeout(resting);
          resting = setTimeout(() => {
            watch.disconnect();
            done({ shown, drawn });
          }, 400);
        });
        watch.observe(drawing, { childList: true });
      }),
    figure,
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  await move();
  const { shown, drawn } = await watching;
  const spentAfter = await spent();
  const [script, layout, style] = spentAfter.map((value, at) => value - before[at]!) as [
    number,
    number,
    number,
  ];
  await eye.detach();
  moved.shown.push(shown);
  moved.drawn.push(drawn);
  moved.script.push(script);
  moved.layout.push(layout + style);
}

const none = (): Moved => ({ shown: [], script: [], layout: [], drawn: [] });

/** A slider moved by one step, again and again: from each step to the redrawn figure. */
export async function slid(page: Page, moves: number): Promise<Moved> {
  const moved = none();
  const slider = page.getByRole("slider", { name: "Least" });
  await slider.focus();
  for (let n = 0; n < moves; n++) await after(page, "figure", moved, () => page.keyboard.press("ArrowRight"));
  return moved;
}

/** A part of the figure chosen by hand, again and again: from letting go to the redrawn figure that reads it. */
export async function brushed(page: Page, moves: number): Promise<Moved> {
  const moved = none();
  const drawing = page.locator('main [data-id="figure"] .drawn');
  await drawing.scrollIntoViewIfNeeded();
  const box = (await drawing.boundingBox())!;
  const at = (share: number, down: number) =>
    [box.x + 60 + (box.width - 80) * share, box.y + box.height * down] as const;
  for (let n = 0; n < moves; n++)
    await after(page, "linked", moved, async () => {
      await page.mouse.move(...at(0.1 + 0.02 * n, 0.5));
      await page.mouse.down();
      await page.mouse.move(...at(0.5 + 0.04 * n, 0.5), { steps: 5 });
      await page.mouse.up();
    });
  return moved;
}

/** Frames while a part is being chosen: milliseconds of each. */
export async function dragged(page: Page): Promise<number[]> {
  const drawing = page.locator('main [data-id="figure"] .drawn');
  const box = (await drawing.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 80, y);
  await page.mouse.down();
  const frames = page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        addEventListener("pointermove", (event) =>
          requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - event.timeStamp))),
        );
        addEventListener("pointerup", () => setTimeout(() => done(times), 100), { once: true });
      }),
  );
  for (let n = 1; n <= 40; n++) await page.mouse.move(box.x + 80 + n * 8, y);
  await page.mouse.up();
  return frames;
}
