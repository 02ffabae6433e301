import type { Problem } from "../../terms/error";
import type { Graph } from "../graph";
import type { Cell, Meaning } from "../document";
import type { Record } from "./record";

/** Where a cell stands before any scheduling: a pure reading of text, graph and records. */
export type Standing =
  /** Its result is what its text and inputs say. */
  | { readonly is: "fresh"; readonly identity: string }
  /** It can run now. */
  | { readonly is: "ready"; readonly signature: string }
  /** Something above it has to run first. */
  | { readonly is: "pending" }
  | { readonly is: "broken"; readonly problems: readonly Problem[] }
  | { readonly is: "failed"; readonly problems: readonly Problem[] }
  | { readonly is: "held" }
  /** `on`: the cells at the root of it, by key. */
  | { readonly is: "blocked"; readonly on: readonly string[]; readonly problems: readonly Problem[] };

export interface Known {
  readonly cell: Cell;
  readonly meaning: Meaning;
  readonly record: Record;
  /** The cell's own part of its signature: everything but what it reads. */
  readonly self: string;
}

export function standings(known: ReadonlyMap<string, Known>, graph: Graph): Map<string, Standing> {
  const found = new Map<string, Standing>();
  for (const key of graph.order) {
    const one = known.get(key)!;
    found.set(key, standing(one, graph, found, known));
  }
  return found;
}

function standing(
  { cell, meaning, record, self }: Known,
  graph: Graph,
  found: ReadonlyMap<string, Standing>,
  known: ReadonlyMap<string, Known>,
): Standing {
  const wrong = [...meaning.problems, ...(graph.problems.get(cell.key) ?? [])];
  if (meaning.of && (meaning.spec === null || graph.problems.has(cell.key)))
    return { is: "broken", problems: wrong };
  if (!meaning.of)
    return wrong.length > 0 ? { is: "broken", problems: wrong } : { is: "fresh", identity: "" };

  const above = (graph.reads.get(cell.key) ?? []).map((key) => ({
    key,
    at: found.get(key),
    one: known.get(key)!,
  }));
  const block = blocked(cell.key, above, meaning);
  if (block) return block;
  const identities: [string, string][] = [];
  for (const { one, at } of above) {
    if (at?.is !== "fresh") return { is: "pending" };
    identities.push([one.cell.key, at.identity]);
  }
  const signature = JSON.stringify([self, identities]);
  if (record.forced) return record.held ? { is: "held" } : { is: "ready", signature };
  if (record.done?.signature === signature) return { is: "fresh", identity: record.done.identity };
  if (record.failed?.signature === signature) {
    const { problem, absent } = record.failed;
    return absent ? { is: "blocked", on: [], problems: [problem] } : { is: "failed", problems: [problem] };
  }
  return record.held ? { is: "held" } : { is: "ready", signature };
}

type Above = readonly { readonly key: string; readonly at: Standing | undefined; readonly one: Known }[];

function blocked(key: string, above: Above, meaning: Meaning): Standing | null {
  const on = new Map<string, string>();
  for (const { key: up, at, one } of above) {
    if (at?.is === "broken" || at?.is === "failed") on.set(up, "blocked.failed");
    else if (at?.is === "held") on.set(up, "blocked.cancelled");
    else if (at?.is === "blocked" && at.on.length === 0) on.set(up, "blocked.absent");
    else if (at?.is === "blocked")
      for (const [index, root] of at.on.entries()) on.set(root, codeOf(at, index));
    else if (at?.is === "fresh" && isRefused(one) && !canRefuse(meaning, one)) on.set(up, "blocked.refused");
  }
  if (on.size === 0) return null;
  // Nothing is thrown here: errors would trace where they come from, for every waiting cell at every keystroke.
  const problems = [...on].map(([root, code]): Problem => ({
    code,
    params: { cell: root },
    at: { cell: key },
  }));
  return { is: "blocked", on: [...on.keys()], problems };
}

const codeOf = (at: { readonly problems: readonly Problem[] }, index: number): string =>
  at.problems[index]?.code ?? "blocked.failed";

const isRefused = ({ record }: Known): boolean => {
  const value = record.done?.result.value;
  return value?.is === "fit" && value.fit.status === "refused";
};

const canRefuse = (meaning: Meaning, { cell }: Known): boolean => {
  const id = cell.id?.toLowerCase();
  return meaning.references
    .filter((reference) => reference.id.toLowerCase() === id)
    .every(({ refusable }) => refusable === true);
};
