import type { Json } from "../terms/view";
import type { NewColumn } from "../terms/table";
import type { Schema } from "./quote";

/** Something the engine was made to hold, in the form in which it can be made again. */
export type Step =
  | { readonly do: "file"; readonly name: string; readonly file: Blob }
  | { readonly do: "exec"; readonly sql: string }
  | {
      readonly do: "create";
      readonly name: string;
      readonly sql: string;
      readonly view: boolean;
      readonly more?: readonly string[];
      readonly of?: string;
    }
  | {
      readonly do: "store";
      readonly schema: Schema;
      readonly name: string;
      readonly columns: readonly NewColumn[];
    }
  | { readonly do: "arrow"; readonly schema: Schema; readonly name: string; readonly ipc: Uint8Array }
  | {
      readonly do: "parquet";
      readonly schema: Schema;
      readonly name: string;
      readonly file: string;
      readonly columns?: readonly string[];
    }
  | { readonly do: "bind"; readonly name: string; readonly values: readonly Json[] };

interface Entry {
  readonly key: string;
  readonly steps: Step[];
}

/** What an internal statement makes, changes or removes; null when it leaves nothing behind. */
export function touches(sql: string): { object: string; how: "makes" | "changes" | "removes" } | null {
  const name = String.raw`((?:"(?:[^"]|"")*"|\w+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|\w+))?)`;
  const kind = String.raw`(?:TABLE|VIEW|MACRO|FUNCTION|TYPE|SEQUENCE)`;
  const rules = [
    ["makes", String.raw`CREATE\s+(?:OR\s+REPLACE\s+)?${kind}\s+(?:IF\s+NOT\s+EXISTS\s+)?${name}`],
    ["removes", String.raw`DROP\s+${kind}\s+(?:IF\s+EXISTS\s+)?${name}`],
    ["changes", String.raw`(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|DELETE\s+FROM|UPDATE|ALTER\s+TABLE)\s+${name}`],
  ] as const;
  for (const [how, pattern] of rules) {
    const match = new RegExp(String.raw`^\s*${pattern}`, "i").exec(sql);
    if (match) return { object: plain(match[1]!), how };
  }
  return null;
}

/** `notebook."a b"` and `notebook . a` as one key. */
const plain = (name: string): string =>
  [...name.matchAll(/"((?:[^"]|"")*)"|\w+/g)]
    .map(([whole, quoted]) => (quoted === undefined ? whole.toLowerCase() : quoted.replaceAll('""', '"')))
    .join(".");

/**
 * How to make the engine's content again after it was ended. The newest making of a name replaces the older one in
 * its place; order therefore is only nearly right, and {@link replay} tries again what came too early.
 */
export class Journal {
  readonly #entries = new Map<string, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  record(step: Step): void {
    if (step.do === "file") {
      this.#make(`file:${step.name}`, step);
    } else if (step.do === "exec") {
      this.#note(step);
    } else {
      this.#make(`table:${this.#schema(step)}.${step.name}`, step);
    }
  }

  #note(step: Extract<Step, { do: "exec" }>): void {
    const touched = touches(step.sql);
    if (!touched) return;
    const key = `table:${touched.object}`;
    if (touched.how === "removes") this.#entries.delete(key);
    else if (touched.how === "makes") this.#make(key, step);
    else this.#entries.get(key)?.steps.push(step);
  }

  forgetFile(name: string): void {
    this.#entries.delete(`file:${name}`);
  }

  /** Every step, files first, else in the order in which names first appeared. */
  steps(): readonly (readonly Step[])[] {
    const all = [...this.#entries.values()].map(({ steps }) => steps);
    const isFile = (steps: readonly Step[]) => steps[0]!.do === "file";
    return [...all.filter(isFile), ...all.filter((steps) => !isFile(steps))];
  }

  #schema(step: Exclude<Step, { do: "file" | "exec" }>): Schema {
    return "schema" in step ? step.schema : step.do === "bind" ? "inputs" : "notebook";
  }

  #make(key: string, step: Step): void {
    // A view may have replaced a table of the same name or the other way round: one key for both.
    this.#entries.set(key, { key, steps: [step] });
  }
}

/**
 * Runs the steps; what fails is tried again after the rest, as long as anything new succeeds: a table made anew since
 * may now read one that was first made after it.
 *
 * @returns the steps that could not be done, with their last error.
 */
export async function replay(
  steps: readonly (readonly Step[])[],
  run: (step: Step) => Promise<unknown>,
  progress: (done: number, of: number) => void,
): Promise<readonly { step: Step; error: unknown }[]> {
  let waiting = [...steps];
  let done = 0;
  for (;;) {
    const failed: { steps: readonly Step[]; error: unknown }[] = [];
    for (const entry of waiting) {
      try {
        for (const step of entry) await run(step);
        progress(++done, steps.length);
      } catch (error) {
        failed.push({ steps: entry, error });
      }
    }
    if (failed.length === 0 || failed.length === waiting.length) {
      return failed.map(({ steps: [step], error }) => ({ step: step!, error }));
    }
    waiting = failed.map((entry) => entry.steps);
  }
}
