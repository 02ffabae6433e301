import type { Page } from "playwright-core";
import { states, until } from "../steps";
import { stolen, type Attack, type Ears, type Plant } from "./attack";
import { SECRET, type Listener } from "./listener";
import { give, hide, notebook } from "./plants";
import { watch, type Served } from "./watch";

/** What came of a set of attacks in one page; what was heard stands in the listener. */
export interface Outcome {
  /** Requests to other origins that the browser did not refuse by a policy. */
  readonly foreign: readonly string[];
  /** State of each cell at the end. */
  readonly states: Readonly<Record<string, string>>;
  /** What can be read in the cells, by their names. */
  readonly said: Readonly<Record<string, string>>;
  /** Names that every object of the page now has. */
  readonly polluted: readonly string[];
}

/** Milliseconds after the last attack in which a late one would still be heard. */
const QUIET = 1500;
/** Milliseconds in which all cells have run. */
const REST = 300_000;

interface Planted {
  readonly attack: Attack;
  readonly plant: Plant;
}

/** Opens the notebook made of all plants as a stranger's, lets it run, presses what can be pressed, and listens. */
export async function attempt(
  site: Served,
  attacks: readonly Attack[],
  listener: Listener,
): Promise<Outcome> {
  const planted = plants(site, attacks, listener).filter(
    ({ plant }) => plant.address === undefined && !plant.imports,
  );
  const { page, foreign, close } = await watch(site, attacks, listener);
  try {
    await page.goto(site.url);
    await page.evaluate(hide, SECRET);
    const files = planted.flatMap(({ plant }) => plant.files ?? []);
    await give(page, [notebook(planted.map(({ plant }) => plant)), ...files]);
    await page.getByRole("region", { name: "alive", exact: true }).waitFor();
    // Pressed by the page itself: many cells are still being drawn, and nothing holds still for a mouse.
    await page
      .getByRole("button", { name: "Run all" })
      .first()
      .evaluate((button) => {
        (button as HTMLElement).click();
      });
    const all = () => planted.every(({ attack }) => listener.heard.has(attack.name));
    const ends = await rested(page, all);
    if (all()) return { foreign: foreign(), states: ends, said: {}, polluted: [] };
    await still(page);
    for (const { attack } of planted) if (attack.press) await press(page, attack.name);
    await dismiss(page);
    await until(() => Promise.resolve(all()), QUIET).catch(() => undefined);
    const said = await page
      .locator("main section")
      .evaluateAll((cells) =>
        Object.fromEntries(
          cells.map((one) => [one.getAttribute("aria-label") ?? "", (one as HTMLElement).innerText]),
        ),
      );
    for (const { name } of attacks)
      if (Object.values(said).some((text) => text.includes(stolen(name, SECRET))))
        listener.note(name, "shown");
    const polluted = await page.evaluate(() => {
      const names: string[] = [];
      for (const name in {}) names.push(name);
      return names;
    });
    return { foreign: foreign(), states: ends, said, polluted };
  } finally {
    await close();
  }
}

/** Opens the page at each address a stranger might send. */
export async function arrive(site: Served, attacks: readonly Attack[], listener: Listener): Promise<void> {
  const { page, close } = await watch(site, attacks, listener);
  for (const { attack, plant } of plants(site, attacks, listener)) {
    if (plant.address === undefined) continue;
    await page.goto(`${site.url}?open=${encodeURIComponent(plant.address)}`);
    const said = page.getByRole("alert").or(page.getByRole("main", { name: "Notebook" }));
    const settled = () => said.count().then((n) => n > 0 || listener.heard.has(attack.name));
    await until(settled, 10_000);
  }
  await close();
}

/** Gives each file to the import dialog of a fresh page, until that asks for roles. */
export async function bring(site: Served, attacks: readonly Attack[], listener: Listener): Promise<void> {
  const planted = plants(site, attacks, listener).filter(({ plant }) => plant.imports);
  if (planted.length === 0) return;
  const { page, close } = await watch(site, attacks, listener);
  for (const { attack, plant } of planted) {
    await page.goto(site.url);
    await page.getByRole("button", { name: "Open files" }).first().waitFor();
    await give(page, [plant.imports!]);
    const box = page.getByRole("dialog");
    await until(async () => listener.heard.has(attack.name) || (await box.getByRole("combobox").count()) > 0);
    await still(page);
  }
  await close();
}

export const plants = (site: Served, attacks: readonly Attack[], listener: Listener): readonly Planted[] =>
  attacks.map((attack) => {
    const ears: Ears = listener.ears(attack, site.url);
    return { attack, plant: attack.plant(ears) };
  });

/** States of the cells once every one of them has come to an end, or nothing is left to wait for. */
async function rested(page: Page, enough: () => boolean): Promise<Record<string, string>> {
  let last: Record<string, string> = {};
  const moving = /^(idle|stale|queued|running|stopping)$/;
  await until(async () => {
    last = enough() ? {} : await states(page).catch(() => ({}));
    return enough() || !Object.values(last).some((state) => moving.test(state));
  }, REST).catch((error: unknown) => {
    const late = Object.entries(last).filter(([, state]) => moving.test(state));
    throw new Error(`cells still at work: ${JSON.stringify(late)}`, { cause: error });
  });
  return last;
}

/** What shows a result comes a little after it: until nothing in the page has changed for a while. */
async function still(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = () => {
          watcher.disconnect();
          resolve();
        };
        let timer = setTimeout(done, 600);
        setTimeout(done, 6000);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, 600);
        });
        watcher.observe(document.body, { subtree: true, childList: true });
      }),
  );
}

/** Everything of an attack that can be pressed is pressed; what then asks is not confirmed. */
export async function press(page: Page, name: string): Promise<void> {
  await page
    .evaluate((mark) => {
      for (const link of document.querySelectorAll("a, area, button, [role=link], svg a")) {
        const text = `${link.textContent} ${link.outerHTML}`;
        if (text.includes(mark))
          link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      }
    }, name)
    .catch(() => undefined);
}

/** A link may have asked whether to follow it: no. */
async function dismiss(page: Page): Promise<void> {
  await still(page).catch(() => undefined);
  const open = page.locator("dialog[open]");
  for (let i = 0; i < 9 && (await open.count()) > 0; i++) await page.keyboard.press("Escape");
}
