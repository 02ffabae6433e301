import type { Request, RequestLog } from "../../realm/requests";

/** The log of requests as the receipt shows it; follows the log live. */
export class Ledger {
  readonly opened = performance.timeOrigin;
  readonly #home = new URL(".", location.href).href;
  readonly #host = location.host;
  #lines = $state.raw<readonly Request[]>([]);
  /** Files the reader opened here; the session counts them. */
  files = $state(0);

  constructor(log: RequestLog) {
    this.#lines = log.lines;
    log.subscribe(() => (this.#lines = log.lines));
  }

  get lines(): readonly Request[] {
    return this.#lines;
  }

  get here(): number {
    return this.#lines.filter((line) => line.to === "own" && line.refused === null).length;
  }

  get elsewhere(): number {
    return this.#lines.filter((line) => line.to === "foreign" && line.refused === null).length;
  }

  get refused(): readonly Request[] {
    return this.#lines.filter((line) => line.refused !== null);
  }

  get loaded(): number {
    return this.#lines.reduce((sum, line) => sum + line.bytes, 0);
  }

  /** A GET has no body: only the query of an address elsewhere could carry anything out. */
  get sentBytes(): number {
    const out = this.#lines.filter((line) => line.to === "foreign" && line.refused === null);
    return out.reduce((sum, line) => sum + new TextEncoder().encode(line.url).length, 0);
  }

  host(url: string): string {
    try {
      return new URL(url, location.href).host || url;
    } catch {
      return url;
    }
  }

  path(url: string): string {
    if (url.startsWith(this.#home)) return url.slice(this.#home.length) || "/";
    return url.replace(`//${this.#host}`, "");
  }
}
