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
  "ts",
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
  "backtest",
  "compare",
  "spend",
  "clv",
  "distribution",
  "whale",
  "segments",
  "grouped",
  "scoring",
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

/** What comes together: all that is neither here nor needs a parser of programs; and what does. */
export type Group = "whole" | "code";
const LOADERS: Readonly<
  Record<Group, () => Promise<{ readonly kinds: ReadonlyMap<string, Kind<unknown>> }>>
> = {
  whole: () => import("./index"),
  code: () => import("./code"),
};
const loading = new Map<Group, Promise<void>>();

/** The kinds as they stand: each is replaced by itself once it has come. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = all;

/** The group this kind comes with; null: it is no kind, or it is here. */
export const comesWith = (name: string): Group | null =>
  !all.has(name) || here.has(name) ? null : name === "ts" ? "code" : "whole";

/** Whether this is a kind, and it has not come. */
export const isComing = (name: string): boolean => comesWith(name) !== null;

/** Brings the kinds of some groups. */
export async function bringKinds(groups: Iterable<Group> = ["whole", "code"]): Promise<void> {
  await Promise.all([...groups].map(bring));
}

function bring(group: Group): Promise<void> {
  let coming = loading.get(group);
  if (coming) return coming;
  coming = LOADERS[group]()
    .then(({ kinds }) => {
      for (const [name, kind] of kinds) {
        here.set(name, kind);
        all.set(name, kind);
      }
    })
    .catch((error: unknown) => {
      loading.delete(group);
      throw error;
    });
  loading.set(group, coming);
  return coming;
}
