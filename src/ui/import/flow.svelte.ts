import {
  evenings,
  heldOrders,
  joined,
  letGo,
  loadSource,
  ownPreset,
  readingOf,
  sniff,
  survey,
  type Evened,
  type Joined,
} from "../../sources";
import type {
  Answer,
  Choice,
  ColumnType,
  Evening,
  Holds,
  Ledger,
  LedgerSpec,
  Overrides,
  Part,
  Question,
  ReadSpec,
  Rule,
  Sniffed,
  SourceSpec,
} from "../../sources/spec";
import { EVENINGS, RULES } from "../../sources/spec";
import { deleteReading, savedReadings, saveReading, type Saved } from "../../storage/readings";
import { TenureError, type Problem } from "../../terms/error";
import { further, type Progress } from "./further";
import type { Again } from "./made";
import {
  keyOf,
  laidOver,
  missingRoles,
  overridesOf,
  typesOf,
  withRole,
  withoutLost,
  type Missing,
} from "./overrides";

/** The engine as `survey` wants it; started once the dialog shows, while the beginning of the file is looked at. */
export type StartEngine = () => Promise<Parameters<typeof survey>[0]>;

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
  /** Instead of a ledger, where the file holds no orders. */
  joined = $state.raw<Joined | null>(null);
  /** Why the file cannot be read at all, or (with `sniffed`) not as the choices say. */
  problem = $state.raw<Problem | null>(null);
  /** Fraction read of a running count; null when nothing runs. */
  progress = $state.raw<Progress | null>(null);
  asked = $state.raw<readonly Asked[]>([]);
  /** What evening out the customers' ids would do. */
  evened = $state.raw<readonly Evened[]>([]);
  /** Readings saved in this browser. */
  saved = $state.raw<readonly Saved[]>(savedReadings());

  readonly #file: File;
  readonly #more: readonly File[];
  readonly #engine: StartEngine;
  #overrides: Overrides = {};
  #decided: Partial<Record<Rule, Choice>> = {};
  #running: AbortController | null = null;
  #started: ReturnType<StartEngine> | null = null;

  /** What the notebook says, until the first look at the file. */
  #said: SourceSpec | null;

  constructor(file: File, more: readonly File[], engine: StartEngine, again: Again | null = null) {
    this.#file = file;
    this.#more = more;
    this.#engine = engine;
    this.#said = again?.spec ?? null;
    if (this.#said) this.#overrides = overridesOf(this.#said);
    this.#decided = { ...again?.rules };
  }

  get source(): SourceSpec | null {
    const spec = this.sniffed?.spec ?? null;
    return spec && this.#more.length > 0 ? { ...spec, also: this.#more.map(({ name }) => name) } : spec;
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
    return (
      (this.counts !== null || this.joined?.refused === false) &&
      this.progress === null &&
      !this.problem &&
      this.missing.length === 0
    );
  }

  start(): void {
    // What keeps it from starting is said by the count that wants it.
    this.#started = this.#engine();
    this.#started.catch(() => undefined);
    void this.#sniff();
  }

  /** The file is written otherwise than guessed. */
  setRead(patch: Partial<ReadSpec>): void {
    this.#say({ read: patch });
  }

  /** Evens the customers' ids out so, or no longer. */
  setEvening(way: Evening, on: boolean): void {
    const now = this.sniffed?.spec.ids ?? [];
    const ids = on ? [...now, way] : now.filter((one) => one !== way);
    this.#say({ ids: EVENINGS.filter((one) => ids.includes(one)) });
  }

  /** Its rows are about something else than guessed. */
  setHolds(holds: Holds): void {
    this.#say({ holds });
  }

  /** Reads by a known layout, or by none. */
  setLayout(preset: string | null): void {
    this.#say({ preset });
  }

  /** Saves this reading under a name; false where the browser keeps nothing. */
  save(name: string): boolean {
    const done = this.sniffed !== null && saveReading(name, readingOf(this.sniffed));
    this.saved = savedReadings();
    return done;
  }

  forget(name: string): void {
    deleteReading(name);
    this.saved = savedReadings();
    void this.#sniff();
  }

  /** `column` plays `role`, or nothing does. */
  setRole(role: Part, column: string | null): void {
    if (!this.sniffed) return;
    this.asked = this.asked.filter(({ question }) => question.role !== role || role !== "customer");
    this.#say({ roles: withRole(this.sniffed.spec.roles, role, column) });
  }

  /** A column holds values of another type than guessed. */
  setType(column: string, type: ColumnType): void {
    this.#say({ columns: { [column]: type } });
  }

  /** What the amounts are counted in ("" while nobody has said), and whether one is of its row or of the whole order. */
  decide(more: Pick<Overrides, "currency" | "amountOf">): void {
    this.#say(more);
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
    void this.#started?.then(letGo, () => undefined);
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
      let found = await this.#look(this.#overrides);
      const names = new Set(found.columns.map(({ name }) => name));
      const still = withoutLost(this.#overrides, names);
      if (still !== this.#overrides) {
        // Other columns than before: what was said of columns that are gone is forgotten.
        this.#overrides = still;
        found = await this.#look(still);
      }
      const types = this.#said ? typesOf(this.#said, found) : {};
      this.#said = null;
      if (types.columns) {
        this.#overrides = laidOver(this.#overrides, types);
        found = await this.#look(this.#overrides);
      }
      if (mine.signal.aborted) return;
      this.sniffed = found;
      this.rules = { ...found.ledger, rules: { ...found.ledger.rules, ...this.#decided } };
      const answered = this.asked.filter(
        ({ question, answer }) =>
          answer !== null && !found.questions.some((one) => keyOf(one) === keyOf(question)),
      );
      this.asked = [...answered, ...found.questions.map((question) => ({ question, answer: null }))];
      await this.#count();
    } catch (thrown) {
      if (mine.signal.aborted) return;
      this.problem = TenureError.from(thrown).toJSON();
      this.counts = null;
    }
  }

  #look(overrides: Overrides): Promise<Sniffed> {
    const own = this.saved.flatMap(({ name, reading }) => ownPreset(name, reading) ?? []);
    return sniff(this.#file, overrides, own);
  }

  async #count(): Promise<void> {
    const mine = this.#begin();
    const { source, rules } = this;
    const whole = this.missing.length === 0;
    // What keeps it from being counted although every part has its column.
    if (whole)
      this.problem = this.sniffed?.problems.find(({ code }) => !code.startsWith("source.no-")) ?? null;
    if (!source || !rules || !whole || this.problem) {
      this.counts = null;
      this.progress = null;
      return;
    }
    this.progress = { done: 0, of: 1 };
    const over = (): boolean => mine.signal.aborted;
    try {
      const engine = await this.#engine();
      if (over()) return;
      const job = {
        signal: mine.signal,
        progress: (done: number, of: number) => {
          if (!over()) this.progress = further(this.progress, { done, of });
        },
      };
      this.joined = null;
      if ((source.holds ?? "orders") !== "orders") {
        const { raw } = await loadSource(engine, this.#file, source, null, job, undefined, this.#more);
        const fit = await joined(engine, raw, await heldOrders(engine), job);
        if (over()) return;
        this.counts = null;
        this.evened = [];
        this.joined = fit;
        this.progress = null;
        return;
      }
      const counts = await survey(engine, this.#file, source, rules, job, this.#more);
      if (over()) return;
      this.counts = counts;
      const customer = source.roles.customer;
      // Read already: the same file with the same spec is found again.
      const { raw } = await loadSource(engine, this.#file, source, null, job, undefined, this.#more);
      const evened = customer ? await evenings(engine, raw.sql, customer, source.ids ?? [], job) : [];
      if (over()) return;
      this.evened = evened;
    } catch (thrown) {
      if (over()) return;
      this.problem = TenureError.from(thrown).toJSON();
      this.counts = null;
    }
    this.progress = null;
  }
}
