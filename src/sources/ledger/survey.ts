import { count, sort, trailOf, type Sorted } from "./count";
import { tableName } from "../../tables/quote";
import { loadAll } from "../append";
import { itself } from "../../tables/itself";
import type { LoadJob, Raw, SourceEngine } from "../load";
import { link } from "./link";
import { mark, type Marked } from "./marked";
import { RULES, type Ledger, type LedgerSpec, type SourceSpec } from "../spec";

/** A source the engine holds, typed and marked. */
export interface Loaded {
  readonly file: File;
  /** Further files of the same layout, read under it. */
  readonly more: readonly File[];
  readonly raw: Raw;
  readonly marked: Marked;
  /** What decides how the file's rows come out, but for the day, ISO, on which it was read. */
  readonly reading: string;
  readonly today: string;
}

interface Shelf {
  readonly loaded: Map<string, Loaded>;
  /** Which source cell stands on which load. */
  readonly held: Map<string, Loaded>;
  /** What the import dialog stands on. */
  dialog: Loaded | null;
}

/**
 * What each engine holds, whether the dialog had it read or a cell. It makes its tables again by itself after a restart,
 * so this stays true.
 */
const shelves = new WeakMap<object, Shelf>();

async function shelfOf(engine: SourceEngine): Promise<Shelf> {
  const real = await itself(engine);
  const shelf = shelves.get(real) ?? { loaded: new Map(), held: new Map(), dialog: null };
  shelves.set(real, shelf);
  return shelf;
}

/** What decides how a file's rows come out: not its name, size or hash, and not the order in which it is said. */
const readingOf = (spec: SourceSpec): string =>
  JSON.stringify([
    spec.holds ?? "",
    Object.entries(spec.read).sort(),
    Object.entries(spec.columns).sort(),
    Object.entries(spec.roles).sort(),
    spec.cancelled ?? [],
    spec.amountOf ?? "",
    spec.ids ?? [],
    spec.roles.currency === undefined ? "" : (spec.currency ?? ""),
  ]);

const localToday = (): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
};

let names = 0;

/**
 * Reads a file into the engine, once: the same file with the same spec is found again, whoever read it first. Tables
 * are named after the cell and a running number, so that a newer reading never pulls the ground from under an older.
 *
 * @param cell whose source it is; null: the import dialog's, which stands on it until it reads otherwise or closes.
 */
export async function loadSource(
  engine: SourceEngine,
  file: File,
  spec: SourceSpec,
  cell: string | null,
  job: LoadJob,
  today = localToday(),
  more: readonly File[] = [],
): Promise<Loaded> {
  const shelf = await shelfOf(engine);
  const { loaded } = shelf;
  const reading = readingOf(spec);
  for (const held of loaded.values()) {
    const same = held.more.length === more.length && held.more.every((one, i) => one === more[i]);
    if (held.file !== file || !same || held.reading !== reading || held.today !== today) continue;
    if (cell === null) shelf.dialog = held;
    // The rows are the same; what the spec says beside them (the currency, the name) is what it says now.
    return { ...held, raw: { ...held.raw, spec } };
  }
  if (cell === null) shelf.dialog = null;
  await sweep(engine, null, job);
  const name = `${cell ?? "import"} ${++names}`;
  const read = await loadAll(engine, [file, ...more], name, spec, job);
  const raw = (spec.holds ?? "orders") === "orders" ? await link(engine, read, job) : read;
  job.progress(1, 1, "job.counting");
  // A table that holds no orders has no ledger.
  const marked = (spec.holds ?? "orders") === "orders" ? await mark(engine, raw, today, job) : unmarked(raw);
  const held = { file, more, raw, marked, reading, today };
  loaded.set(name, held);
  if (cell === null) shelf.dialog = held;
  return held;
}

/** The dialog is closed: what it has read stays only where a cell stands on it. */
export async function letGo(engine: SourceEngine): Promise<void> {
  (await shelfOf(engine)).dialog = null;
}

/** From now on `cell` stands on `loaded`; what no cell stands on is let go. */
export async function hold(engine: SourceEngine, cell: string, loaded: Loaded, job: LoadJob): Promise<void> {
  (await shelfOf(engine)).held.set(cell, loaded);
  await sweep(engine, loaded, job);
}

/** What a source cell of that name has loaded. */
export const heldBy = async (engine: SourceEngine, cell: string): Promise<Loaded | null> =>
  (await shelfOf(engine)).held.get(cell) ?? null;

const unmarked = ({ name }: Raw): Marked => ({
  sql: tableName("sources", `${name}:marked`),
  has: { order: false, product: false, quantity: false, time: false },
  single: true,
  statements: [],
});

/** What source cells hold of orders, by the names of the cells. */
export const heldOrders = async (engine: SourceEngine): Promise<ReadonlyMap<string, Raw>> =>
  new Map(
    [...(await shelfOf(engine)).held]
      .filter(([, { raw }]) => (raw.spec.holds ?? "orders") === "orders")
      .map(([cell, { raw }]) => [cell, raw]),
  );

async function sweep(engine: SourceEngine, except: Loaded | null, job: LoadJob): Promise<void> {
  const { loaded, held, dialog } = await shelfOf(engine);
  const needed = new Set([...held.values(), except, dialog].map((one) => one?.marked.sql));
  for (const [name, one] of [...loaded]) {
    if (needed.has(one.marked.sql)) continue;
    loaded.delete(name);
    for (const statement of [`DROP TABLE IF EXISTS ${one.marked.sql}`, ...one.raw.undo]) {
      await engine.exec(statement, job.signal);
    }
    for (const path of [one.raw.path, ...(one.raw.also ?? [])]) await engine.dropFile(path);
  }
}

/** What was counted, by choices of rules: the cell that follows a dialog chooses as that did. */
const counted = new WeakMap<Marked, Map<string, Ledger>>();

/** Applies a ledger's rules to a loaded source. @param name of the table of deductions, `notebook."<name>"`. */
export async function settle(
  engine: SourceEngine,
  loaded: Loaded,
  ledger: LedgerSpec,
  name: string,
  job: LoadJob,
): Promise<{ sorted: Sorted; ledger: Ledger }> {
  const { marked, raw } = loaded;
  const sorted = await sort(engine, marked, ledger, name, job);
  const { amount, price, date } = raw.spec.roles;
  const rules = RULES.map((rule) => ledger.rules[rule]);
  const key = JSON.stringify([rules, raw.spec.currency ?? "", amount, price, date]);
  const known = counted.get(marked) ?? new Map<string, Ledger>();
  counted.set(marked, known);
  const found = known.get(key) ?? (await count(engine, sorted, raw.spec, job));
  known.set(key, found);
  // Each stands on deductions of its own.
  return { sorted, ledger: { ...found, trail: trailOf(sorted) } };
}

/**
 * The ledger of a file before any cell exists: what the import dialog shows. Reading is done once; another choice of
 * rules only counts again.
 *
 * @throws TenureError `source.missing-column`, `source.truncated-gzip`, `source.encoding`, `source.unreadable`,
 *   `source.endless-line`; `engine.cancelled` or the signal's reason when stopped.
 */
export async function survey(
  engine: SourceEngine,
  file: File,
  spec: SourceSpec,
  ledger: LedgerSpec,
  job: LoadJob,
  more: readonly File[] = [],
): Promise<Ledger> {
  const loaded = await loadSource(engine, file, spec, null, job, localToday(), more);
  return (await settle(engine, loaded, ledger, "import:taken", job)).ledger;
}
