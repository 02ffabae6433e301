import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { findBrowser } from "../../.run/browser.mjs";

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to any other origin that no policy stopped; what a test about privacy wants to be empty. */
  readonly foreign: string[];
  /** Every request of the page, its frames and its workers that reached the network layer. */
  readonly requests: { readonly method: string; readonly url: string; readonly body: number }[];
  /** Errors that nobody caught, and console errors. */
  readonly errors: string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  readonly locale?: string;
  /** A screen for fingers. */
  readonly touch?: boolean;
  /** Origins that are not foreign: for a control that must be heard. */
  readonly allow?: readonly string[];
  /** The text of a notebook that the site has of its own: it is opened at once, and runs. */
  readonly own?: string;
  /** Let the page keep itself for offline use: megabytes, so only where a test is about that. */
  readonly offline?: boolean;
}

let shared: Promise<Browser> | null = null;

export function launch(): Promise<Browser> {
  return (shared ??= (async () => {
    const executablePath = findBrowser();
    if (!executablePath) throw new Error("no Chromium was found; name one in TENURE_CHROMIUM");
    return chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-default-apps",
        // No test reaches beyond this machine. Not by looking at each request: that took a sixth of the time of all.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      ],
    });
  })());
}

/** Closes every page. The browser stays for the next file of tests, and goes with its process. */
export async function closeBrowser(): Promise<void> {
  const browser = await shared;
  for (const context of browser?.contexts() ?? []) await context.close();
}

/** A fresh context with one page at `url`; what it asks any other origin for is recorded. */
export async function openPage(url: string, options: OpenOptions = {}): Promise<Opened> {
  const browser = await launch();
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.scheme ?? "light",
    locale: options.locale ?? "en-GB",
    hasTouch: options.touch ?? false,
    timezoneId: "Europe/Warsaw",
    acceptDownloads: true,
    serviceWorkers: options.offline ? "allow" : "block",
  });
  const foreign: string[] = [];
  const requests: { method: string; url: string; body: number }[] = [];
  const errors: string[] = [];
  const home = new URL(url).origin;
  const allowed = new Set([home, ...(options.allow ?? [])]);
  context.on("request", (request) => {
    const address = request.url();
    requests.push({ method: request.method(), url: address, body: request.postDataBuffer()?.length ?? 0 });
    if (!/^(blob|data|about):/.test(address) && !allowed.has(new URL(address).origin)) foreign.push(address);
  });
  // What the page's own policy stops was asked, and has gone nowhere.
  context.on("requestfailed", (request) => {
    const at = foreign.indexOf(request.url());
    if (at >= 0 && /csp|BLOCKED_BY/i.test(request.failure()?.errorText ?? "")) foreign.splice(at, 1);
  });
  if (options.own !== undefined)
    await context.route(new URL("notebooks/own.md", url).href, (route) =>
      route.fulfill({ contentType: "text/markdown", body: options.own! }),
    );
  // A request still on its way when the page closes is nobody's error.
  const close = async () => {
    await context.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  };
  const page = await context.newPage();
  // Choosers are reported from the first on: asked for when one is about to open, the browser may hear it too late.
  page.on("filechooser", () => undefined);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(options.own === undefined ? url : `${url}?open=notebooks/own.md`);
  return { page, context, foreign, requests, errors, close };
}
