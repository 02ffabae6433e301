import { relayName } from "./relay";

/** One request, or one attempt that was refused. */
export interface Request {
  readonly url: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What asked: `script`, `fetch`, `css`, `worker` …, as the browser calls it. */
  readonly by: string;
  readonly bytes: number;
  /** `own`: a path of this site, without query or body. `foreign`: anything else. */
  readonly to: "own" | "foreign";
  /** Who stopped it: a directive of the page's policy, or `engine`; null: it went out. */
  readonly refused: string | null;
}

/** What a timeline or a policy says about one request; both the page's own and those relayed by workers. */
export interface Seen {
  readonly name: string;
  readonly startTime: number;
  readonly initiatorType?: string;
  readonly transferSize?: number;
  readonly refused?: string;
}

/** Whether an address lies in the folder of the page and carries nothing in a query. */
export function isOwn(url: string, home: string): boolean {
  if (/^(blob|data):/.test(url)) return true;
  try {
    const address = new URL(url, home);
    const folder = new URL(".", home);
    const own = address.origin === folder.origin && address.pathname.startsWith(folder.pathname);
    return own && address.search === "";
  } catch {
    return false;
  }
}

/** The log of one page, oldest first, at most `keep` lines. */
export class RequestLog {
  readonly #home: string;
  readonly #keep: number;
  readonly #listeners = new Set<() => void>();
  #lines: readonly Request[] = [];

  constructor(home: string, keep = 500) {
    this.#home = home;
    this.#keep = keep;
  }

  get lines(): readonly Request[] {
    return this.#lines;
  }

  /** Requests that went out to anything but our own files; the promise is that this stays 0. */
  get foreign(): number {
    return this.#lines.filter((line) => line.to === "foreign" && line.refused === null).length;
  }

  /** Bytes as the network counted them; 0 for what came from a cache. */
  get bytes(): number {
    return this.#lines.reduce((sum, line) => sum + line.bytes, 0);
  }

  add(seen: readonly Seen[]): void {
    const fresh = seen
      // A blob is an address inside this page: nothing is asked of anybody.
      .filter(({ name }) => !/^(blob|data):/.test(name))
      .map((entry) => ({
        url: entry.name,
        at: entry.startTime,
        by: entry.initiatorType ?? "",
        bytes: entry.transferSize ?? 0,
        to: isOwn(entry.name, this.#home) ? ("own" as const) : ("foreign" as const),
        refused: entry.refused ?? null,
      }));
    if (fresh.length === 0) return;
    this.#lines = [...this.#lines, ...fresh].slice(-this.#keep);
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Tells the page's log of an address that somebody named and `by` would not open; no request was made. */
export function noteRefusal(url: string, by: string): void {
  const channel = new BroadcastChannel(relayName());
  const seen: Seen = { name: url, startTime: Date.now(), initiatorType: by, refused: by };
  channel.postMessage([seen]);
  channel.close();
}

/** Starts to watch the page and every worker booted from it. Call once, as early as possible. */
export function watchRequests(home: string = globalThis.location.href): RequestLog {
  const log = new RequestLog(home);
  const origin = performance.timeOrigin;
  const observer = new PerformanceObserver((list) => {
    log.add(
      list.getEntries().map((entry) => {
        const { name, startTime, initiatorType, transferSize } = entry as PerformanceResourceTiming;
        return { name, startTime: startTime + origin, initiatorType, transferSize };
      }),
    );
  });
  observer.observe({ type: "resource", buffered: true });
  globalThis.addEventListener("securitypolicyviolation", (event) => {
    const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
    log.add([{ name: blockedURI, startTime: Date.now(), refused: effectiveDirective }]);
  });
  new BroadcastChannel(relayName()).addEventListener("message", (event: MessageEvent<Seen[]>) => {
    log.add(event.data);
  });
  return log;
}
