import type { Notebook } from "../../notebook/run/runtime";
import { Autosave, type KeptState } from "../../storage/autosave";
import { fileName, saveFile, type SavedTo } from "../../storage/files";
import { keepHandle } from "../../storage/handles";
import { noteStranger } from "../../storage/strangers";
import { TenureError } from "../../terms/error";
import type { Desk, Origin } from "../desk.svelte";
import { download } from "../shell/pick";
import type { Past } from "./history.svelte";

/** How a notebook outlives its tab: autosave, its file, and whether it is a stranger's that may not run yet. */
export class Keeping {
  readonly #desk: Desk;
  readonly #notebook: Notebook;
  readonly #autosave: Autosave;
  #stranger: boolean;
  #savedTo: SavedTo | null;
  #state = $state<KeptState>("kept");

  constructor(desk: Desk, notebook: Notebook, origin: Origin, past: () => Past) {
    this.#desk = desk;
    this.#notebook = notebook;
    this.#stranger = !origin.trusted;
    this.#savedTo = origin.handle ? { name: origin.handle.name, handle: origin.handle } : null;
    this.#autosave = new Autosave(desk.shelf, origin.kept?.id ?? crypto.randomUUID(), {
      onstate: (state) => (this.#state = state),
      past,
      onmoved: (id) => this.#moved(id),
      ...(origin.kept ? { from: origin.kept } : {}),
    });
    if (this.#stranger) noteStranger(this.id, true);
  }

  get id(): string {
    return this.#autosave.id;
  }

  get state(): KeptState {
    return this.#state;
  }

  /** The text may have changed, or been allowed to run. */
  note(): void {
    if (this.#stranger && this.#notebook.trusted) noteStranger(this.id, (this.#stranger = false));
    this.#autosave.note(this.#notebook.view.title, this.#notebook.text);
  }

  /** The notebook as a file: where it came from, or where the reader says; `elsewhere`: the reader says in any case. */
  async save(elsewhere = false): Promise<void> {
    const { text, view } = this.#notebook;
    const fresh = { name: this.#savedTo?.name ?? fileName(view.title, "md"), handle: null };
    const to = elsewhere ? fresh : (this.#savedTo ?? fresh);
    const blob = new Blob([text], { type: "text/markdown" });
    this.#savedTo = (await saveFile(blob, to, download)) ?? this.#savedTo;
    if (this.#savedTo?.handle) await keepHandle(this.id, this.#savedTo.handle);
    await this.flush();
  }

  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  /** For the moment the page may go away. */
  hurry(): Promise<void> {
    return this.#autosave.hurry();
  }

  /** Nothing is written any more. */
  end(): void {
    this.#autosave.end();
  }

  /** Another tab has written under the old id; what is here goes on under a new one, as much a stranger's as before. */
  #moved(id: string): void {
    if (this.#stranger) noteStranger(id, true);
    this.#desk.address(id);
    this.#desk.report(new TenureError("keep.overtaken"));
  }
}
