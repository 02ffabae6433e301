import { sniff, survey } from "../../sources";
import type {
  Answer,
  Choice,
  Ledger,
  LedgerSpec,
  Overrides,
  Question,
  ReadSpec,
  Role,
  Rule,
  Sniffed,
  SourceSpec,
} from "../../sources/spec";
import { RULES } from "../../sources/spec";
import { TenureError, type Problem } from "../../terms/error";
import type { Again } from "./made";
import {
  laidOver,
  missingRoles,
  overridesOf,
  typesOf,
  withRole,
  withoutLost,
  type Missing,
} from "./overrides";

/** The engine as `survey` wants it; started at the first count, not before the dialog shows. */
export type StartEngine = () => Promise<Parameters<typeof survey>[0]>;

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** A question as the dialog shows it: it stays, with its answer, so that the reader may think again. */
export interface Asked {
  readonly question: Question;
  /** Index of the answer given; null while open. */
  readonly answer: number | null;
}

/**
 * One file on its way into the notebook: what was guessed, what the reader said, what was counted.
 * Whatever the reader says about the file is laid over the guesses and the beginning is read again; then the whole
 * file is counted. A rule only counts again. The latest wins.
 */
export class ImportFlow {
  sniffed = $state.raw<Sniffed | null>(null);
  rules = $state.raw<LedgerSpec | null>(null);
  counts = $state.raw<Ledger | null>(null);
  /** Why the file cannot be read at all, or (with `sniffed`) not as the choices say. */
  problem = $state.raw<Problem | null>(null);
  /** Fraction read of a running count; null when nothing runs. */
  progress = $state.raw<Progress | null>(null);
  asked = $state.raw<readonly Asked[]>([]);

  readonly #file: File;
  readonly #engine: StartEngine;
  #overrides: Overrides = {};
  #decided: Partial<Record<Rule, Choice>> = {};
  #running: AbortController | null = null;

  /** What the notebook says, until the first look at the file. */
  #said: SourceSpec | null;

  constructor(file: File, engine: StartEngine, again: Again | null = null) {
    this.#file = file;
    this.#engine = engine;
    this.#said = again?.spec ?? null;
    if (this.#said) this.#overrides = overridesOf(this.#said);
    this.#decided = { ...again?.rules };
  }

  get source(): SourceSpec | null {
    return this.sniffed?.spec ?? null;
  }

  /** Rules that somebody has chosen. */
  get decided(): readonly Rule[] {
    return RULES.filter((rule) => this.#decided[rule] !== undefined);
  }

  /** What still keeps the notebook from being made. */
  get missing(): readonly Missing[] {
    return this.sniffed ? missingRoles(this.sniffed) : [];
  }

  get ready(): boolean {
    return this.counts !== null && this.progress === null && !this.problem && this.missing.length === 0;
  }

  start(): void {
    void this.#sniff();
  }

  /** The file is written otherwise than guessed. */
  setRead(patch: Partial<ReadSpec>): void {
    this.#say({ read: patch });
  }

  /** `column` plays `role`, or nothing does. */
  setRole(role: Role, column: string | null): void {
    if (!this.sniffed) return;
    this.asked = this.asked.filter(({ question }) => question.role !== role || role !== "customer");
    this.#say({ roles: withRole(this.sniffed.spec.roles, role, column) });
  }

  /** What the amounts are counted in; "" while nobody has said. */
  setCurrency(currency: string): void {
    this.#say({ currency });
  }

  answer(question: Question, index: number): void {
    const answer: Answer | undefined = question.answers[index];
    if (!answer) return;
    this.asked = this.asked.map((one) => (one.question === question ? { question, answer: index } : one));
    this.#say(answer.overrides);
  }

  setRule(rule: Rule, choice: Choice): void {
    if (!this.rules) return;
    this.#decided[rule] = choice;
    this.rules = { ...this.rules, rules: { ...this.rules.rules, [rule]: choice } };
    void this.#count();
  }

  /** Ends whatever runs; the flow must not be used after. */
  stop(): void {
    this.#running?.abort();
  }

  #say(more: Overrides): void {
    this.#overrides = laidOver(this.#overrides, more);
    void this.#sniff();
  }

  #begin(): AbortController {
    this.#running?.abort();
    this.problem = null;
    this.#running = new AbortController();
    return this.#running;
  }

  async #sniff(): Promise<void> {
    const mine = this.#begin();
    this.progress = null;
    try {
      let found = await sniff(this.#file, this.#overrides);
      const names = new Set(found.columns.map(({ name }) => name));
      const still = withoutLost(this.#overrides, names);
      if (still !== this.#overrides) {
        // Other columns than before: what was said of columns that are gone is forgotten.
        this.#overrides = still;
        found = await sniff(this.#file, still);
      }
      const types = this.#said ? typesOf(this.#said, found) : {};
      this.#said = null;
      if (types.columns) {
        this.#overrides = laidOver(this.#overrides, types);
        found = await sniff(this.#file, this.#overrides);
      }
      if (mine.signal.aborted) return;
      this.sniffed = found;
      this.rules = { ...found.ledger, rules: { ...found.ledger.rules, ...this.#decided } };
      const answered = this.asked.filter(
        ({ question, answer }) =>
          answer !== null && !found.questions.some((one) => one.code === question.code),
      );
      this.asked = [...answered, ...found.questions.map((question) => ({ question, answer: null }))];
      await this.#count();
    } catch (thrown) {
      if (mine.signal.aborted) return;
      this.problem = TenureError.from(thrown).toJSON();
      this.counts = null;
    }
  }

  async #count(): Promise<void> {
    const mine = this.#begin();
    const { source, rules } = this;
    if (!source || !rules || this.missing.length > 0) {
      this.counts = null;
      this.progress = null;
      return;
    }
    this.progress = { done: 0, of: 1 };
    const over = (): boolean => mine.signal.aborted;
    try {
      const engine = await this.#engine();
      if (over()) return;
      const counts = await survey(engine, this.#file, source, rules, {
        signal: mine.signal,
        progress: (done: number, of: number) => {
          if (!over()) this.progress = further(this.progress, { done, of });
        },
      });
      if (over()) return;
      this.counts = counts;
    } catch (thrown) {
      if (over()) return;
      this.problem = TenureError.from(thrown).toJSON();
      this.counts = null;
    }
    this.progress = null;
  }
}

/** Progress never goes back before the reader's eyes, whatever phase reports it. */
function further(before: Progress | null, now: Progress): Progress {
  if (!before || now.of <= 0) return before ?? now;
  return now.done / now.of >= before.done / before.of ? now : before;
}
