import type { BrowserContext, Page, Request } from "playwright-core";
import { launch } from "../browser";
import type { Attack } from "./attack";
import type { Listener } from "./listener";

export interface Served {
  readonly url: string;
  /** The page may keep itself for offline use: fifty megabytes, which a control can do without. */
  readonly offline?: boolean;
  readonly requests: readonly { method: string; url: string; body: number }[];
}

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other origins that no policy stopped. */
  readonly foreign: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Who is named in a text: the longest name wins, as one may begin another. */
export function named(attacks: readonly Attack[], text: string): string | undefined {
  const hits = attacks.filter(
    ({ name, heardAs }) => text.includes(name) || (heardAs && text.includes(heardAs)),
  );
  return hits.sort((a, b) => b.name.length - a.name.length)[0]?.name;
}

/**
 * A page of a fresh browser context, with ears for what nobody outside can hear: windows, downloads, navigations,
 * dialogs, and what the site itself is asked for beyond its files.
 */
export async function watch(site: Served, attacks: readonly Attack[], listener: Listener): Promise<Watched> {
  const browser = await launch();
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/Warsaw",
    acceptDownloads: true,
    serviceWorkers: site.offline ? "allow" : "block",
  });
  const home = new URL(site.url);
  const before = site.requests.length;
  const note = (text: string, what: string) => listener.note(named(attacks, text) ?? text, what);
  const asked: Request[] = [];
  context.on("request", (request) => asked.push(request));
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  context.on("page", (popup) => {
    note(popup.url(), "window");
    popup.on("framenavigated", (frame) => note(frame.url(), "window"));
  });
  page.on("download", (download) => note(download.suggestedFilename(), "download"));
  page.on("dialog", (box) => {
    note(box.message(), "dialog");
    void box.dismiss();
  });
  page.on("framenavigated", (frame) => {
    const url = frame.url();
    if (/^(about|blob|chrome-error):/.test(url) || (url.startsWith(site.url) && !url.includes("heard=")))
      return;
    note(url, "navigation");
  });
  const foreign = () =>
    asked
      .filter((request) => !/csp|BLOCKED_BY/i.test(request.failure()?.errorText ?? ""))
      .map((request) => request.url())
      .filter((url) => !/^(blob|data|about):/.test(url) && new URL(url).origin !== home.origin);
  const close = async () => {
    for (const { method, url, body } of site.requests.slice(before)) {
      const query = new URL(url, home).searchParams;
      // The test itself comes with `?open=`.
      const plain = query.has("open") ? url.split("?")[0]! : url;
      const name = named(attacks, plain);
      if (name ?? (plain.includes("?") || method !== "GET" || body > 0))
        listener.note(name ?? url, `own site ${method} ${url}`);
    }
    await context.close();
  };
  return { context, page, foreign, close };
}
