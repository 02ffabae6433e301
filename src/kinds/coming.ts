import type { Kind } from "../notebook/kind";
import { prose } from "./prose";
import { sql } from "./sql";

/**
 * Every kind by name, in the order of `kinds`. A notebook of prose and SQL needs nothing else to be here; the
 * others, and YAML with them, come with the first cell of theirs.
 */
const NAMES = [
  "prose",
  "source",
  "ledger",
  "sql",
  "input",
  "chart",
  "summary",
  "cohorts",
  "orders-per-customer",
  "customers",
  "fit",
  "tracking",
  "counts",
  "baselines",
  "spend",
  "clv",
  "distribution",
  "whale",
  "segments",
] as const;

/** Stands for a kind that is on its way: means nothing yet, and is no mistake. */
const onItsWay = (name: string): Kind<unknown> => ({
  name,
  parse: () => ({ spec: null, problems: [] }),
  references: () => [],
  run: () => Promise.reject(new Error(`${name} has not come yet`)),
});

const here = new Map([prose, sql].map((kind) => [kind.name, kind as unknown as Kind<unknown>]));
const all = new Map<string, Kind<unknown>>(NAMES.map((name) => [name, here.get(name) ?? onItsWay(name)]));
let loading: Promise<void> | null = null;

/** The kinds as they stand: each is replaced by itself once it has come. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = all;

/** Whether this is a kind, and it has not come. */
export const isComing = (name: string): boolean => all.has(name) && !here.has(name);

/** Brings every kind. */
export function bringKinds(): Promise<void> {
  loading ??= import("./index")
    .then((whole) => {
      for (const [name, kind] of whole.kinds) {
        here.set(name, kind);
        all.set(name, kind);
      }
    })
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}
