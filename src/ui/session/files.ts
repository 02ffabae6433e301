import { fetchAsset } from "../../realm/assets";
import type { SourceHost } from "../../notebook/kind";

/** The shipped sample, in `public/samples`. */
export const SAMPLE_FILE = "sample-orders.csv";

/**
 * The files of one notebook, by name. They live as long as the tab; copies that the reader keeps on this device come
 * back, and the sample can be fetched again.
 */
export class Files implements SourceHost {
  readonly #held = new Map<string, File>();

  readonly #notebook: () => string;

  /** `notebook`: the id under which copies are kept. */
  constructor(files: readonly File[], notebook: () => string) {
    this.#notebook = notebook;
    for (const file of files) this.hold(file);
  }

  get size(): number {
    return this.#held.size;
  }

  get names(): readonly File[] {
    return [...this.#held.values()];
  }

  /** Each with what the notebook's text calls it. */
  get entries(): readonly (readonly [name: string, file: File])[] {
    return [...this.#held];
  }

  /** `name`: what the notebook's text calls it, where that is not its own name. */
  hold(file: File, name: string = file.name): void {
    this.#held.set(name, file);
  }

  async find(name: string): Promise<File | null> {
    const held = this.#held.get(name);
    if (held) return held;
    const kept = await this.#copy(name);
    if (kept) {
      this.hold(kept, name);
      return kept;
    }
    if (name !== SAMPLE_FILE) return null;
    const response = await fetchAsset(`samples/${SAMPLE_FILE}`).catch(() => null);
    if (!response) return null;
    const file = new File([await response.blob()], name, { type: "text/csv" });
    this.hold(file);
    return file;
  }

  /** A browser without such files has none. */
  async #copy(name: string): Promise<File | null> {
    const { findCopy } = await import("../../storage/copies");
    return findCopy(this.#notebook(), name).catch(() => null);
  }
}
