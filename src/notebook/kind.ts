import type { Code, Params, Problem } from "../terms/error";
import type { Answer, Program, Ran } from "../terms/jail";
import type { Batch, NewColumn, TableRef } from "../terms/table";
import type { Json, View } from "../terms/view";

export type CellId = string;
export type Attributes = Readonly<Record<string, string | true>>;

/** The name of another cell, and where in the body (or in an attribute: `attribute`) it stands. */
export interface Reference {
  readonly id: CellId;
  readonly range?: readonly [number, number];
  readonly attribute?: string;
  /**
   * No mistake when no cell is called so. `table`: it stands where a table's name stands, and the engine may know
   * others. `word`: it may be a column, and is not followed where that would go in a circle.
   */
  readonly soft?: "table" | "word";
  /** `{orders}`: the name is a key too, and stays one when the cell is called otherwise. */
  readonly shorthand?: true;
  /** The cell can work with a fit that was refused; otherwise it waits, `blocked`. */
  readonly refusable?: true;
}

/** What a body says. Never throws: mistakes are problems with positions in the body. */
export interface Parsed<Spec> {
  readonly spec: Spec | null;
  readonly problems: readonly Problem[];
}

/** How a body of some kind follows the renaming of a cell it names. It comes when a cell is renamed, and not before. */
export type Follow = (body: string, references: readonly Reference[], from: CellId, to: CellId) => Renamed;

/** What becomes of a body when a cell it names is called otherwise. Ranges are in the body. */
export interface Renamed {
  readonly edits: readonly { readonly range: readonly [number, number]; readonly text: string }[];
  /** Places that still say the old name, for they may mean something else. */
  readonly left: readonly (readonly [number, number])[];
}

/** A subset of JSON Schema: draws the form, checks the YAML, completes keys. */
export interface JsonSchema {
  readonly type: "object" | "string" | "number" | "integer" | "boolean" | "array";
  readonly title?: Code;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  /** The name of a column of the table in `from`. */
  readonly format?: "column";
}

/** A fitted model as plain JSON; its shape is `models`' `SavedFit` and no business of the notebook's. */
export interface FitValue {
  readonly status: "verified" | "boundary" | "weak" | "refused";
  readonly [key: string]: unknown;
}

export type Value =
  | { readonly is: "table"; readonly table: TableRef }
  | {
      readonly is: "json";
      readonly json: Json;
      /** A `Unit`, or a `Currency`. */
      readonly unit?: string;
      /** The text is an ISO date, and SQL reads it as one. */ readonly date?: true;
    }
  | {
      readonly is: "fit";
      readonly fit: FitValue;
      /** the histories it was fitted to */ readonly table: TableRef;
    };

export interface Result {
  readonly value: Value;
  readonly views: readonly View[];
  readonly problems?: readonly Problem[];
  /** The SQL behind the result, in the order it ran: "show SQL" and "why?". */
  readonly sql?: readonly { readonly name: string; readonly text: string }[];
}

/** The only powers a cell has. `kinds` narrows it; the runtime just passes it on. */
export interface Host {
  readonly engine: EngineHost;
  readonly sources: SourceHost;
  readonly models: ModelHost;
  /** Absent where nothing can run code: then a cell that needs it says so. */
  readonly jail?: JailHost;
  /** Absent where nothing is kept across a reload. */
  readonly results?: ResultHost;
}

/** A run as it is known by: `signature` says the cell's own text and the content of all it reads. */
export interface Told {
  readonly cell: CellId;
  readonly kind: string;
  readonly signature: string;
}

/** What cells have found before. It never throws: whatever is wrong with it, the cell runs. */
export interface ResultHost {
  recall(told: Told): Promise<Result | null>;
  keep(told: Told, result: Result, milliseconds: number): Promise<void>;
}

/** SQL, on the connection that runs cells. Every call honours `job.signal`. */
export interface EngineHost {
  /** Rows of one query (not a statement), decoded. */
  query(sql: string, signal: AbortSignal): Promise<Batch>;
  /**
   * Checks by `prepare` that `sql` is exactly one query, then stores it, and below it the rows of `more`, as
   * `notebook."<name>"`. `rows`: up to so many are wanted on the page at once, to be drawn. `of`: all that decides its
   * rows; only where the same words always mean the same rows, in every session.
   */
  create(
    name: string,
    sql: string,
    signal: AbortSignal,
    options?: { view?: boolean; more?: readonly string[]; rows?: number; of?: string },
  ): Promise<TableRef>;
  /** Stores columns computed in the page as `notebook."<name>"`. */
  store(name: string, columns: readonly NewColumn[]): Promise<TableRef>;
  /** Writes `inputs."<name>"` (one row per value, column `value`); returns the SQL that reads it. */
  bind(name: string, values: readonly Json[]): Promise<string>;
  /** Forgets `notebook."<name>"`: its cell is gone. */
  drop?(name: string): Promise<void>;
}

/** Files by the name a `source` cell gives them. `sources` knows what is in them. */
export interface SourceHost {
  /** The file, or null while the user has not given it. */
  find(name: string): Promise<File | null>;
}

/** The model library behind a worker; `call` is typed by `kinds` and `analyses`. */
export interface ModelHost {
  /** `progress` hears how far a long call is, and what it has found so far. */
  call(
    method: string,
    args: readonly unknown[],
    signal: AbortSignal,
    progress?: (done: number, of: number, about?: Params) => void,
  ): Promise<unknown>;
}

/** Code of cells, in a worker without network, storage or page. */
export interface JailHost {
  /**
   * Runs one program in a worker of its own, which is ended when `signal` says so.
   *
   * @throws TenureError `jail.start-timeout`, `jail.lost`, `jail.too-long` when it kept its worker from answering for
   * longer than `program.patience`, or `jail.failed` with what the program threw as its cause
   */
  run(program: Program, answer: Answer, signal: AbortSignal): Promise<Ran>;
}

export interface Job {
  readonly cell: CellId;
  readonly signal: AbortSignal;
  /** `about`: what the words `what` say besides. */
  progress(done: number, of: number, what: Code, about?: Params): void;
}

/** Everything the runtime knows about a cell of some kind. */
export interface Kind<Spec> {
  /** First word of the fence. */
  readonly name: string;
  parse(body: string, attributes: Attributes): Parsed<Spec>;
  /** Present: the kind has a form. */
  write?(spec: Spec): string;
  readonly schema?: JsonSchema;
  /** Where what may be said depends on what is said. */
  schemaOf?(body: string): JsonSchema;
  references(spec: Spec): readonly Reference[];
  /** Runs at once even where running is by hand: it computes from its text and values alone. */
  readonly instant?: true;
  /** The body with its value replaced and every other byte kept: what moving a control writes. */
  withValue?(body: string, value: Json): string;
  /**
   * A thrown TenureError whose code ends in `.absent` leaves the cell `blocked`, waiting for a person; any other `failed`.
   */
  run(spec: Spec, inputs: ReadonlyMap<CellId, Value>, host: Host, job: Job): Promise<Result>;
  asCode?(spec: Spec): readonly { kind: "sql" | "ts"; body: string }[];
}

export type State =
  "idle" | "queued" | "running" | "stopping" | "done" | "stale" | "failed" | "blocked" | "cancelled";
