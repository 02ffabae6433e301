import type { Result, ResultHost, Told } from "../../notebook/kind";
import { hasCopy } from "../../storage/copies";
import { dropResult, findResult, keepResult, type KeptTable } from "../../storage/results";
import { tablesOf, tableName, type Engine } from "../../tables/client";
import { TenureError } from "../../terms/error";
import type { Desk } from "../desk.svelte";
import type { Session } from "./session.svelte";

/** Kinds that ask the model library: always worth keeping. Of the others, what took so many milliseconds. */
const MODELS = new Set(["fit", "spend", "clv", "compare", "backtest", "tracking", "counts", "baselines"]);
const WORTH = 250;
/** Rows beyond which a table is made again rather than kept. */
const MOST_ROWS = 1_000_000;
/** What these find depends on more than their text and what they read, or is there at once anyhow. */
const NEVER = new Set(["prose", "source", "input", "ts", "sql"]);
/** Types that go through Arrow and come back as they were. */
const SAFE = /^(VARCHAR|DOUBLE|FLOAT|BOOLEAN|DATE|TIMESTAMP|U?(TINY|SMALL|BIG)INT|U?INTEGER)$/;

/** Those of an open notebook. */
export const resultsOf = (desk: Desk, session: Session): Results =>
  new Results({
    engine: () => desk.engine(),
    report: (error) => desk.report(error),
    get id() {
      return session.id;
    },
    get files() {
      return session.files.entries.map(([name]) => name);
    },
  });

interface Around {
  engine(): Promise<Engine>;
  /** The id under which the notebook is kept. */
  readonly id: string;
  /** What its text calls the files it reads. */
  readonly files: readonly string[];
  /** A result that could not be kept or read; nothing else is wrong. */
  report(error: unknown): void;
}

/**
 * Results of long cells across a reload, where the reader keeps a copy of the data on this device: under everything
 * they depend on (text, content of what is read, this very build), checked by content when they come back.
 */
export class Results implements ResultHost {
  readonly #around: Around;
  /** A disk that is full stays so: said once. */
  #full = false;
  /** Cells asked about: what is kept is of an earlier visit, or what the cell has found last and would not run for. */
  readonly #asked = new Set<string>();

  constructor(around: Around) {
    this.#around = around;
  }

  async recall({ cell, kind, signature }: Told): Promise<Result | null> {
    const build = buildOf();
    if (NEVER.has(kind) || build === null || this.#asked.has(cell)) return null;
    this.#asked.add(cell);
    if (!(await this.#kept())) return null;
    const { id } = this.#around;
    try {
      const found = await findResult(id, cell, await keyOf(build, signature));
      if (!found) return null;
      const engine = await this.#around.engine();
      await engine.drop(cell);
      for (const table of found.tables) await restored(engine, table, cell);
      return found.result as Result;
    } catch (error) {
      await dropResult(id, cell).catch(() => undefined);
      this.#around.report(new TenureError("results.damaged", { cell }, { cause: error }));
      return null;
    }
  }

  async keep({ cell, kind, signature }: Told, result: Result, milliseconds: number): Promise<void> {
    const build = buildOf();
    const worth = MODELS.has(kind) || milliseconds >= WORTH;
    if (NEVER.has(kind) || !worth || build === null || this.#full) return;
    if (!(await this.#kept())) return;
    try {
      const tables = await this.#tables(cell);
      if (tables) await keepResult(this.#around.id, cell, await keyOf(build, signature), { result, tables });
    } catch (error) {
      this.#full = true;
      this.#around.report(error);
    }
  }

  async #kept(): Promise<boolean> {
    const { id, files } = this.#around;
    const kept = await Promise.all(files.map((name) => hasCopy(id, name).catch(() => false)));
    return kept.some(Boolean);
  }

  /** Everything the cell has made in the engine; null where some of it would not come back as it is. */
  async #tables(cell: string): Promise<readonly KeptTable[] | null> {
    const engine = await this.#around.engine();
    const found = await engine.page.query(tablesOf(cell));
    const tables: KeptTable[] = [];
    for (let row = 0; row < found.rows; row++) {
      const [schema, name, type] = found.values.map((column) => String(column[row]));
      // Values given to its queries are written anew before each run.
      if (schema === "inputs") continue;
      if (schema !== "notebook" || type === "VIEW") return null;
      const ref = await engine.describe(tableName("notebook", name!));
      if (ref.rows === 0 || ref.rows > MOST_ROWS) return null;
      if (!ref.columns.every((column) => SAFE.test(column.type))) return null;
      const ipc = await engine.arrowOf(`FROM ${ref.sql}`);
      tables.push({ name: name!, fingerprint: ref.fingerprint, ipc });
    }
    return tables;
  }
}

async function restored(engine: Engine, { name, fingerprint, ipc }: KeptTable, cell: string): Promise<void> {
  await engine.insertArrow(name, ipc, "notebook");
  const there = await engine.describe(tableName("notebook", name));
  if (there.fingerprint !== fingerprint) throw new TenureError("results.damaged", { cell });
}

/** This very build: the name of its first script has its content in it. Null while it is being written. */
function buildOf(): string | null {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return import.meta.env.DEV || !script ? null : script.src;
}

async function keyOf(build: string, signature: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${build}\n${signature}`));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
