import { TenureError, type Problem } from "../../terms/error";
import { find, MOST, replaceAll, type Match, type Query } from "../../notebook/structure/find";
import type { Session } from "../session/session.svelte";

/** What is looked for in the cells of a notebook, what was found, and which of it is at hand. */
export class Search {
  readonly #session: Session;
  text = $state("");
  replacement = $state("");
  matchCase = $state(false);
  wholeWord = $state(false);
  pattern = $state(false);
  at = $state(0);
  readonly #result = $derived.by((): { matches: readonly Match[]; problem: Problem | null } => {
    try {
      return { matches: find(this.#session.view.cells, this.query), problem: null };
    } catch (error) {
      return { matches: [], problem: TenureError.from(error).toJSON() };
    }
  });

  constructor(session: Session, text: string) {
    this.#session = session;
    this.text = text;
  }

  get query(): Query {
    const { text, matchCase, wholeWord, pattern } = this;
    return { text, matchCase, wholeWord, pattern };
  }

  get matches(): readonly Match[] {
    return this.#result.matches;
  }

  get problem(): Problem | null {
    return this.#result.problem;
  }

  /** More was found than is shown. */
  get cut(): boolean {
    return this.matches.length >= MOST;
  }

  get here(): number {
    return Math.min(this.at, Math.max(0, this.matches.length - 1));
  }

  step(by: number): void {
    const { length } = this.matches;
    if (length > 0) this.at = (this.here + by + length) % length;
  }

  /** Replaces these as one step of undo; returns how many. */
  replace(matches: readonly Match[]): number {
    const { query, replacement } = this;
    const label = { code: "history.replaced", params: { n: matches.length } };
    return this.#session.change(label, () =>
      this.#session.notebook.edit((draft, all) => replaceAll(draft, all, matches, query, replacement)),
    ).replaced;
  }
}
