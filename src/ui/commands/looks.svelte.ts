import type { CellView } from "../../notebook/view";
import { readFolds, writeFolds, type Folds } from "../../storage/folds";
import type { Desk } from "../desk.svelte";

/** How cells are looked at: what is folded, whose SQL is shown. Settings of the view, never of the text. */
export class Looks {
  readonly #desk: Desk;
  readonly #outputs = $state<Record<string, boolean>>({});
  readonly #sql = $state<Record<string, boolean>>({});

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Takes up what was folded when this notebook was last open. */
  restore(): void {
    const { session } = this.#desk;
    if (!session) return;
    const kept = readFolds(session.id);
    for (const { key, name } of session.view.cells) {
      if (kept.code[name] !== undefined) session.folds[key] = kept.code[name];
      this.#outputs[key] = kept.output[name] === true;
    }
  }

  codeShown(cell: CellView): boolean {
    const { session } = this.#desk;
    return session ? (session.folds[cell.key] ?? session.opensByItself(cell)) : false;
  }

  outputFolded = ({ key }: CellView): boolean => this.#outputs[key] === true;
  sqlShown = ({ key }: CellView): boolean => this.#sql[key] === true;

  foldCode(cells: readonly CellView[], shown: boolean): void {
    const { session } = this.#desk;
    if (!session) return;
    for (const { key } of cells) session.folds[key] = shown;
    this.#keep();
  }

  foldOutput(cells: readonly CellView[], folded: boolean): void {
    for (const { key } of cells) this.#outputs[key] = folded;
    this.#keep();
  }

  showSql({ key }: CellView, shown: boolean): void {
    this.#sql[key] = shown;
  }

  /** A cell that is called otherwise now looks as it did. */
  follow(from: string, to: string): void {
    const { session } = this.#desk;
    const fold = session?.folds[from];
    if (session && fold !== undefined) session.folds[to] = fold;
    this.#outputs[to] = this.#outputs[from] === true;
    this.#sql[to] = this.#sql[from] === true;
    this.#keep();
  }

  #keep(): void {
    const { session } = this.#desk;
    if (!session) return;
    const folds: { code: Record<string, boolean>; output: Record<string, boolean> } = {
      code: {},
      output: {},
    };
    for (const cell of session.notebook.view.cells) {
      const code = session.folds[cell.key];
      if (code !== undefined && code !== session.opensByItself(cell)) folds.code[cell.name] = code;
      if (this.outputFolded(cell)) folds.output[cell.name] = true;
    }
    writeFolds(session.id, folds satisfies Folds);
  }
}
