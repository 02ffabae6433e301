import { TenureError, type Problem } from "../../terms/error";
import type { Document } from "../document";
import { downstream, fold, upstream, type Graph } from "../graph";
import type { Attributes, CellId, Host, Job, Value } from "../kind";
import type { CellView } from "../view";
import { lineOf } from "../text/newlines";
import { cellMode } from "./mode";
import { blank, identityOf, type Record } from "./record";
import { standings, type Known, type Standing } from "./standing";

/** The cell that runs now. There is never more than one: the engine has one connection for cells. */
export interface Running {
  readonly key: string;
  readonly signature: string;
  readonly controller: AbortController;
  /** `stop`: the user's word. `outdated`: an edit. */
  ending: "stop" | "outdated" | null;
  progress: CellView["progress"];
}

/** Everything the scheduler needs of the present text. */
export interface Program {
  readonly draft: Document;
  readonly graph: Graph;
  readonly known: ReadonlyMap<string, Known>;
}

/**
 * Runs cells one at a time in graph order: only what changed and what depends on it, and a dependant only
 * when a value above it changed. Knows no text; {@link load} gives it a new program after each edit.
 */
export class Scheduler {
  running: Running | null = null;
  ran: CellId[] = [];
  /** Runs by itself after an edit; otherwise cells go stale and wait to be asked. */
  auto = true;
  /** Nothing runs before the user has said so. */
  trusted = true;

  readonly #host: Host;
  /** `later`: the next cell goes on its way first. */
  readonly #changed: (later?: boolean) => void;
  readonly #records = new Map<string, Record>();
  #program: Program | null = null;
  #standings = new Map<string, Standing>();
  #going = new Set<string>();
  /** Tables of cells that are gone; nobody may read them by accident. */
  readonly #garbage = new Set<string>();
  #sweeping = false;

  constructor(host: Host, changed: (later?: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
  }

  record(key: string): Record {
    let record = this.#records.get(key);
    if (!record) this.#records.set(key, (record = blank()));
    return record;
  }

  standing(key: string): Standing {
    return this.#standings.get(key) ?? { is: "pending" };
  }

  /** Whether a cell that is not fresh is going to run without another word. */
  goes(key: string): boolean {
    return this.#going.has(key);
  }

  /** In graph order: who waits only for cells that go. */
  #goers({ graph, known }: Program): Set<string> {
    const going = new Set<string>();
    for (const key of this.trusted ? graph.order : []) {
      const { is } = this.standing(key);
      const { cell, meaning, record } = known.get(key)!;
      if (is !== "ready" && is !== "pending") continue;
      if (record.typing) continue;
      if (!this.#runsByItself(cell.attributes) && !record.wanted && meaning.of?.instant !== true) continue;
      if (graph.reads.get(key)!.every((up) => this.standing(up).is === "fresh" || going.has(up)))
        going.add(key);
    }
    return going;
  }

  #runsByItself(attributes: Attributes): boolean {
    const own = cellMode(attributes);
    return own === null ? this.auto : own === "auto";
  }

  /**
   * A new program. `gently`: what runs may finish although it is outdated, for a control that is being dragged.
   * `later`: what can run goes on its way before anybody hears of it.
   */
  load(program: Program, gently = false, later = false): void {
    const before = this.#program;
    this.#program = program;
    const edited = [...program.known].flatMap(([key, { self }]) =>
      before && before.known.get(key)?.self === self ? [] : [key],
    );
    for (const key of downstream(program.graph, edited)) program.known.get(key)!.record.held = false;
    // What was asked for was the text of then.
    for (const [key, { cell, record }] of program.known)
      if (before?.known.has(key) && before.known.get(key)!.cell.body !== cell.body)
        record.wanted = record.forced = false;
    for (const [key, { cell }] of before?.known ?? []) {
      if (program.known.has(key)) continue;
      const value = this.#records.get(key)?.done?.result.value;
      this.#records.delete(key);
      if ((value && value.is !== "json") || this.running?.key === key) this.#garbage.add(cell.id ?? key);
    }
    this.refresh(gently, later);
  }

  #has(name: string): boolean {
    return [...(this.#program?.known.values() ?? [])].some(
      ({ cell }) => fold(cell.id ?? cell.key) === fold(name),
    );
  }

  /** Looks again at what stands where, ends what is outdated, starts what can start. */
  refresh(gently = false, later = false): void {
    if (!this.#program) return;
    this.#standings = standings(this.#program.known, this.#program.graph);
    this.#going = this.#goers(this.#program);
    const { running } = this;
    if (!running && this.#going.size === 0) this.#answered(this.#program);
    if (running && !running.ending && !gently && !this.#current(running)) {
      running.ending = "outdated";
      running.controller.abort();
    }
    this.#changed(later);
    if (!running && !this.#sweeping) void this.#next();
  }

  /** All that could run has run: a request left standing would run a cell that is mended or edited much later. */
  #answered({ known }: Program): void {
    for (const { record } of known.values()) record.wanted = record.forced = false;
  }

  #current({ key, signature }: Running): boolean {
    const at = this.standing(key);
    return at.is === "ready" ? at.signature === signature : at.is === "fresh";
  }

  /** Asks for these and whatever above them is not fresh; `again`: even if nothing changed. */
  want(keys: readonly string[], again: boolean): void {
    if (!this.#program) return;
    const { graph, known } = this.#program;
    this.trusted = true;
    for (const key of upstream(graph, keys)) {
      const record = known.get(key)?.record;
      if (!record) continue;
      record.wanted = true;
      record.held = record.typing = false;
      if (again || this.standing(key).is !== "failed") record.failed = null;
    }
    for (const key of again ? keys : []) if (known.has(key)) known.get(key)!.record.forced = true;
    if (this.auto) for (const key of downstream(graph, keys)) known.get(key)!.record.held = false;
    this.refresh();
  }

  /** Says `stopping` at once; what waits is cancelled. */
  stop(): void {
    if (!this.#program) return;
    for (const [key, { record }] of this.#program.known) {
      if (this.goes(key) && key !== this.running?.key) record.held = true;
    }
    for (const { record } of this.#program.known.values()) record.wanted = record.forced = false;
    if (this.running && this.running.ending !== "stop") {
      this.record(this.running.key).held = true;
      this.running.ending = "stop";
      this.running.controller.abort();
    }
    this.refresh();
  }

  async #next(): Promise<void> {
    if (this.#garbage.size > 0) await this.#sweep();
    const key = this.#program?.graph.order.find((key) => this.standing(key).is === "ready" && this.goes(key));
    if (key === undefined) return;
    const at = this.standing(key);
    if (at.is === "ready") await this.#run(this.#program!.known.get(key)!, at.signature);
  }

  /** Before the next run, so that a cell that came back is not swept after it ran. */
  async #sweep(): Promise<void> {
    this.#sweeping = true;
    const names = [...this.#garbage].filter((name) => !this.#has(name));
    this.#garbage.clear();
    for (const name of names) {
      // What cannot be dropped is in nobody's way: its name is free, and a new cell replaces it.
      await this.#host.engine.drop?.(name).catch(() => undefined);
    }
    this.#sweeping = false;
  }

  async #run({ cell, meaning, record }: Known, signature: string): Promise<void> {
    const controller = new AbortController();
    const running: Running = { key: cell.key, signature, controller, ending: null, progress: null };
    const job = {
      cell: cell.id ?? cell.key,
      signal: controller.signal,
      progress: (...[done, of, what, about]: Parameters<Job["progress"]>) => {
        if (this.running !== running) return;
        running.progress = { done, of, what, about };
        this.#changed();
      },
    };
    this.running = running;
    this.#changed(true);
    const started = performance.now();
    try {
      const told = { cell: job.cell, kind: cell.kind, signature };
      const { results } = this.#host;
      const kept = record.forced || !results ? null : await results.recall(told);
      const result =
        kept ?? (await meaning.of!.run(meaning.spec, this.#inputs(cell.key, meaning), this.#host, job));
      // Before anything else runs, so that what is kept is what was found.
      if (!kept && running.ending === null) await results?.keep(told, result, performance.now() - started);
      if (running.ending === null) {
        record.done = { signature, result, identity: identityOf(result.value) };
        record.failed = null;
      }
    } catch (thrown) {
      if (running.ending === null) {
        const error = TenureError.from(thrown);
        record.failed = { signature, problem: placed(error, cell), absent: error.code.endsWith(".absent") };
      }
    }
    if (running.ending !== "outdated") record.wanted = record.forced = false;
    if (running.ending === null) {
      record.milliseconds = performance.now() - started;
      if (cell.id !== null) this.ran = [...this.ran, cell.id];
    }
    this.running = null;
    this.refresh(false, true);
  }

  /** Values by the name the cell calls them, and by the name they have. */
  #inputs(key: string, { references }: Known["meaning"]): Map<CellId, Value> {
    const { graph, known } = this.#program!;
    const inputs = new Map<CellId, Value>();
    for (const up of graph.reads.get(key) ?? []) {
      const { cell, record } = known.get(up)!;
      const value = record.done?.result.value;
      if (!value || cell.id === null) continue;
      inputs.set(cell.id, value);
      for (const { id } of references) if (fold(id) === fold(cell.id)) inputs.set(id, value);
    }
    return inputs;
  }
}

function placed(error: TenureError, cell: Known["cell"]): Problem {
  const { range, line } = error.at;
  const at = line === undefined && range ? { line: lineOf(cell.body, range[0]) } : {};
  return error.within({ cell: cell.id ?? cell.key, ...at }).toJSON();
}
