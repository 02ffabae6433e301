import { fetchAsset } from "../../realm/assets";
import type { SourceHost } from "../../notebook/kind";
import { SAMPLE_FILE } from "./sample";

/** The files of one notebook, by name. They live as long as the tab; only the sample can be fetched again. */
export class Files implements SourceHost {
  readonly #held = new Map<string, File>();

  constructor(files: readonly File[]) {
    for (const file of files) this.hold(file);
  }

  get size(): number {
    return this.#held.size;
  }

  get names(): readonly File[] {
    return [...this.#held.values()];
  }

  /** `name`: what the notebook's text calls it, where that is not its own name. */
  hold(file: File, name: string = file.name): void {
    this.#held.set(name, file);
  }

  async find(name: string): Promise<File | null> {
    const held = this.#held.get(name);
    if (held) return held;
    if (name !== SAMPLE_FILE) return null;
    const response = await fetchAsset(`samples/${SAMPLE_FILE}`).catch(() => null);
    if (!response) return null;
    const file = new File([await response.blob()], name, { type: "text/csv" });
    this.hold(file);
    return file;
  }
}
