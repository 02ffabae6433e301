import { writeFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { until } from "../steps";
import type { Attack } from "./attack";
import { plants, press } from "./attempt";
import { SECRET, type Listener } from "./listener";
import { hide } from "./plants";
import { watch, type Served } from "./watch";

/** Markdown as an ordinary renderer reads it: markup allowed, any address a link, values put in before. */
const ordinary = new MarkdownIt({ html: true, linkify: true });
ordinary.validateLink = () => true;
ordinary.normalizeLink = (address) => address;

/** Each text in a page of its own, without a policy, in the folder of the site. */
export async function bare(
  folder: string,
  site: Served,
  attacks: readonly Attack[],
  listener: Listener,
): Promise<void> {
  const { page, close } = await watch(site, attacks, listener);
  await page.goto(`${site.url}icon.svg`);
  await page.evaluate(hide, SECRET);
  for (const { attack, plant } of plants(site, attacks, listener)) {
    const text = (plant.cells ?? "").replace(/\$\{secrets\}/g, SECRET);
    const file = `bare-${attacks.indexOf(attack)}.html`;
    writeFileSync(join(folder, file), `<!doctype html>${ordinary.render(text)}`);
    await page.goto(site.url + file, { waitUntil: "domcontentloaded" }).catch(() => undefined);
    if (attack.press) await press(page, attack.name);
    await until(() => Promise.resolve(listener.heard.has(attack.name)), 6000).catch(() => undefined);
  }
  await close();
}
