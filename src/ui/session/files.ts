import { fetchAsset, inside } from "../../realm/assets";
import type { SourceHost } from "../../notebook/kind";
import { TenureError } from "../../terms/error";

/** The shipped sample, in `public/samples`. */
export const SAMPLE_FILE = "sample-orders.csv";

/**
 * The files of one notebook, by name. They live as long as the tab; copies and places that the reader keeps on this
 * device come back, and the sample can be fetched again.
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
    if (held && (await readable(held))) return held;
    // Written anew on disk since it was given: what the tab holds of it can be read no more.
    if (held) this.#held.delete(name);
    const kept = (await this.#place(name, false)) ?? (await this.#copy(name)) ?? (await cameWith(name));
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

  /**
   * A file whose place is remembered, now that the reader has clicked for it; null where none is, or it is to be
   * given by hand after all.
   *
   * @throws TenureError `keep.refused`, `keep.gone`
   */
  async askFor(name: string): Promise<File | null> {
    return this.#held.has(name) ? null : this.#place(name, true);
  }

  async #place(name: string, ask: boolean): Promise<File | null> {
    const { findPlace } = await import("../../storage/places");
    const found = await findPlace(this.#notebook(), name, { ask });
    if (found?.is === "ready") return found.file;
    if (ask && found?.is === "refused") throw new TenureError("keep.refused", { file: name });
    if (ask && found?.is === "gone") throw new TenureError("keep.gone", { file: name });
    return null;
  }

  /** A browser without such files has none. */
  async #copy(name: string): Promise<File | null> {
    const { findCopy } = await import("../../storage/copies");
    return findCopy(this.#notebook(), name).catch(() => null);
  }
}

/** A file that the page itself brought. */
async function cameWith(name: string): Promise<File | null> {
  if (!inside()) return null;
  const { fileHere } = await import("../share/foreign");
  return fileHere(name);
}

/** A file that was changed, moved or deleted on disk is still a file to the tab, but its bytes are gone. */
async function readable(file: File): Promise<boolean> {
  if (file.size === 0) return true;
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
