import { TenureError } from "../../src/terms/error";
import type { TableRef } from "../../src/terms/table";
import type { Json } from "../../src/terms/view";
import type { EngineHost, Host, Job, Kind, Reference, Value } from "../../src/notebook/kind";

/** An engine that only remembers: a table's fingerprint is its SQL with the inputs it read at the time. */
export class FakeEngine implements EngineHost {
  readonly tables = new Map<string, string>();
  readonly inputs = new Map<string, readonly Json[]>();
  readonly dropped: string[] = [];
  readonly created: string[] = [];

  query(): Promise<never> {
    return Promise.reject(new Error("no rows here"));
  }
  async create(name: string, sql: string, signal: AbortSignal): Promise<TableRef> {
    await Promise.resolve();
    signal.throwIfAborted();
    const filled = sql.replace(/\(FROM inputs\."([^"]+)"\)/g, (_, key: string) =>
      JSON.stringify(this.inputs.get(key)),
    );
    this.created.push(filled);
    this.tables.set(name, filled);
    return {
      sql: `notebook."${name}"`,
      rows: 1,
      columns: [{ name: "n", type: "DOUBLE" }],
      fingerprint: filled,
    };
  }
  store(): Promise<never> {
    return Promise.reject(new Error("not used"));
  }
  bind(name: string, values: readonly Json[]): Promise<string> {
    this.inputs.set(name, values);
    return Promise.resolve(`(FROM inputs."${name}")`);
  }
  drop(name: string): Promise<void> {
    this.dropped.push(name);
    return Promise.resolve();
  }
}

export function fakeHost(engine = new FakeEngine()): Host & { engine: FakeEngine } {
  return {
    engine,
    sources: { find: () => Promise.resolve(null) },
    models: { call: () => Promise.reject(new Error("no models here")) },
  };
}

interface Step {
  readonly from: readonly string[];
  readonly does: string;
}

/**
 * A kind whose cells do what their body says: `double` twice the sum of what they read, `one` always 1, `fail`,
 * `absent`, `refuse` a refused fit, `wait` until {@link Steps.release}, ignoring nothing. A number is that number.
 */
export class Steps implements Kind<Step> {
  readonly name = "step";
  #waiting: (() => void)[] = [];

  parse(body: string, attributes: { readonly [name: string]: string | true }) {
    const from = typeof attributes["from"] === "string" ? attributes["from"].split(",") : [];
    const does = body.trim();
    if (does === "nonsense") {
      const range = [body.indexOf("nonsense"), body.length] as const;
      return { spec: null, problems: [new TenureError("step.nonsense", {}, { at: { range } }).toJSON()] };
    }
    return { spec: { from, does }, problems: [] };
  }

  references({ from }: Step): Reference[] {
    return from.map((id) =>
      id.startsWith("?")
        ? { id: id.slice(1), refusable: true, attribute: "from" }
        : { id, attribute: "from" },
    );
  }

  async run({ from, does }: Step, inputs: ReadonlyMap<string, Value>, _: Host, job: Job) {
    const values = from.map((id) => inputs.get(id.replace("?", "")));
    const sum = values.reduce((total, value) => total + (value?.is === "json" ? Number(value.json) : 0), 0);
    if (does.startsWith("wait")) await this.#wait(job);
    else await Promise.resolve();
    const table = { sql: "t", rows: 0, columns: [], fingerprint: "t" };
    const json = (value: number) => ({ value: { is: "json" as const, json: value }, views: [] });
    switch (does) {
      case "fail":
        throw new TenureError("step.failed", {}, { at: { range: [0, 4] } });
      case "absent":
        throw new TenureError("file.absent", { file: "a.csv" });
      case "refuse":
        return { value: { is: "fit" as const, fit: { status: "refused" as const }, table }, views: [] };
      case "one":
        return json(1);
      case "double":
      case "wait":
        return json(2 * sum);
      default:
        return json(sum + (Number(does.replace("wait", "")) || 0));
    }
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Lets the oldest waiting run go on. */
  release(): void {
    this.#waiting.shift()?.();
  }

  #wait({ signal }: Job): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => resolve();
      this.#waiting.push(go);
      signal.addEventListener("abort", () => {
        this.#waiting = this.#waiting.filter((other) => other !== go);
        reject(new TenureError("engine.cancelled"));
      });
    });
  }
}
