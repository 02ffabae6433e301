import { TenureError, type Problem } from "../../terms/error";
import { sniff, survey } from "../../sources";
import type {
  Choice,
  Ledger,
  LedgerSpec,
  Question,
  ReadSpec,
  Role,
  Rule,
  Sniffed,
  SourceSpec,
} from "../../sources/spec";
import { missingRoles, withRole, type Missing } from "./roles";

/** The engine as `survey` wants it; started at the first survey, not before the dialog shows. */
export type StartEngine = () => Promise<Parameters<typeof survey>[0]>;

interface Progress {
  readonly done: number;
  readonly of: number;
}

/**
 * One file on its way into the notebook: what was guessed, what the reader said, what was counted.
 * A change of how the file is written sniffs again; a change of a role or a rule counts again. The latest wins.
 */
export class ImportFlow {
  sniffed = $state.raw<Sniffed | null>(null);
  source = $state.raw<SourceSpec | null>(null);
  rules = $state.raw<LedgerSpec | null>(null);
  counts = $state.raw<Ledger | null>(null);
  /** Why the file cannot be read at all, or (with `sniffed`) not as the choices say. */
  problem = $state.raw<Problem | null>(null);
  /** Fraction read of a running count; null when nothing runs. */
  progress = $state.raw<Progress | null>(null);
  sniffing = $state(true);
  /** Roles whose question the reader has answered, or whose column was chosen by hand. */
  answered = $state.raw<ReadonlySet<Role>>(new Set());

  readonly #file: File;
  readonly #engine: StartEngine;
  #read: Partial<ReadSpec> = {};
  #running: AbortController | null = null;

  constructor(file: File, engine: StartEngine) {
    this.#file = file;
    this.#engine = engine;
  }

  get questions(): readonly Question[] {
    return this.sniffed?.questions ?? [];
  }

  /** What still keeps the notebook from being made, in the order the dialog shows it. */
  get missing(): readonly Missing[] {
    if (!this.source) return [];
    const open = this.questions.filter((question) => !this.answered.has(question.role));
    return missingRoles(
      this.source,
      open.map((question) => question.role),
    );
  }

  get ready(): boolean {
    return this.counts !== null && this.progress === null && !this.problem && this.missing.length === 0;
  }

  start(): void {
    void this.#sniff();
  }

  /** The file is written otherwise than guessed. */
  setRead(patch: Partial<ReadSpec>): void {
    this.#read = { ...this.#read, ...patch };
    void this.#sniff();
  }

  /** `column` plays `role`, or nothing does. */
  setRole(role: Role, column: string | null): void {
    if (!this.source) return;
    this.answered = new Set([...this.answered, role]);
    this.source = withRole(this.source, role, column);
    void this.#count();
  }

  setRule(rule: Rule, choice: Choice): void {
    if (!this.rules) return;
    this.rules = { ...this.rules, rules: { ...this.rules.rules, [rule]: choice } };
    void this.#count();
  }

  /** Ends whatever runs; the flow must not be used after. */
  stop(): void {
    this.#running?.abort();
  }

  #begin(): AbortController {
    this.#running?.abort();
    this.problem = null;
    this.#running = new AbortController();
    return this.#running;
  }

  async #sniff(): Promise<void> {
    const mine = this.#begin();
    this.sniffing = true;
    this.progress = null;
    try {
      const found = await sniff(this.#file, this.#read);
      if (mine.signal.aborted) return;
      const kept = this.source;
      this.sniffed = found;
      this.source = this.#keepRoles(found, kept);
      this.rules = this.rules ?? found.ledger;
      this.sniffing = false;
      await this.#count();
    } catch (thrown) {
      if (mine.signal.aborted) return;
      this.problem = TenureError.from(thrown).toJSON();
      this.sniffing = false;
      this.counts = null;
    }
  }

  /** A new guess, with the roles the reader chose by hand as far as their columns still exist. */
  #keepRoles(found: Sniffed, before: SourceSpec | null): SourceSpec {
    const open = found.questions.map((question) => question.role);
    let source = found.spec;
    for (const role of open) source = withRole(source, role, null);
    const still = new Set<Role>();
    for (const role of this.answered) {
      const column = before?.roles[role];
      if (column !== undefined && !found.columns.some((guess) => guess.name === column)) continue;
      source = withRole(source, role, column ?? null);
      still.add(role);
    }
    this.answered = still;
    return source;
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
    try {
      const engine = await this.#engine();
      if (mine.signal.aborted) return;
      const counts = await survey(engine, this.#file, source, rules, {
        cell: "import",
        signal: mine.signal,
        progress: (done: number, of: number) => {
          if (!mine.signal.aborted) this.progress = further(this.progress, { done, of });
        },
      });
      if (mine.signal.aborted) return;
      this.counts = counts;
    } catch (thrown) {
      if (mine.signal.aborted) return;
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
