import { TenureError, type Problem } from "../terms/error";
import type { Reference } from "./kind";
import { nearest } from "./nearest";

export interface Node {
  readonly key: string;
  readonly id: string | null;
  /** Line of the text its first line is, from 1. */
  readonly line: number;
  readonly references: readonly Reference[];
}

/** Who reads whom, by key. `order`: upstream first, else as written; cells of a cycle come last. */
export interface Graph {
  readonly order: readonly string[];
  readonly reads: ReadonlyMap<string, readonly string[]>;
  readonly feeds: ReadonlyMap<string, readonly string[]>;
  /** Names of the text that no cell has, doubled names, cycles. A cell with one of these cannot run. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

/** Names are one as the engine's are: `Orders` and `orders` are the same table. */
export const fold = (id: string): string => id.toLowerCase();

export function link(nodes: readonly Node[]): Graph {
  const problems = new Map<string, Problem[]>();
  const report = (key: string, problem: TenureError) =>
    void problems.set(key, [...(problems.get(key) ?? []), problem.within({ cell: key }).toJSON()]);

  const byId = new Map<string, Node>();
  for (const node of nodes) if (node.id !== null && !byId.has(fold(node.id))) byId.set(fold(node.id), node);
  for (const same of doubled(nodes)) {
    for (const node of same) {
      const lines = same.filter((other) => other !== node).map((other) => String(other.line));
      report(node.key, new TenureError("cell.doubled", { id: node.id ?? "", lines }));
    }
  }

  const reads = new Map<string, Set<string>>(nodes.map((node) => [node.key, new Set()]));
  const perhaps: [string, string][] = [];
  const ids = [...byId.values()].map((node) => node.id ?? "");
  for (const node of nodes) {
    for (const reference of node.references) {
      const target = byId.get(fold(reference.id));
      if (target && reference.soft === "word") perhaps.push([node.key, target.key]);
      else if (target) reads.get(node.key)!.add(target.key);
      else if (!reference.soft) report(node.key, unknown(reference, ids));
    }
  }
  // A word that may be a column is followed unless that would go in a circle.
  for (const [from, to] of perhaps) if (!reaches(reads, to, from)) reads.get(from)!.add(to);

  for (const cycle of cycles(nodes, reads)) {
    const names = cycle.map((key) => nodes.find((node) => node.key === key)?.id ?? key);
    for (const [at, key] of cycle.entries()) {
      const others = [...names.slice(at + 1), ...names.slice(0, at)];
      report(key, new TenureError(others.length === 0 ? "graph.self" : "graph.cycle", { cells: others }));
    }
  }
  const feeds = new Map<string, string[]>(nodes.map((node) => [node.key, []]));
  for (const node of nodes) for (const up of reads.get(node.key)!) feeds.get(up)!.push(node.key);
  const lists = new Map([...reads].map(([key, set]) => [key, [...set]]));
  return { order: sorted(nodes, lists), reads: lists, feeds, problems };
}

/** Everything downstream of these, themselves included. */
export function downstream(graph: Graph, keys: Iterable<string>): Set<string> {
  return spread(keys, graph.feeds);
}

/** Everything these need, themselves included. */
export function upstream(graph: Graph, keys: Iterable<string>): Set<string> {
  return spread(keys, graph.reads);
}

function spread(keys: Iterable<string>, edges: ReadonlyMap<string, Iterable<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...(edges.get(key) ?? []));
  }
  return seen;
}

function reaches(reads: ReadonlyMap<string, Iterable<string>>, from: string, to: string): boolean {
  return spread([from], reads).has(to);
}

function doubled(nodes: readonly Node[]): Node[][] {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    if (node.id === null) continue;
    groups.set(fold(node.id), [...(groups.get(fold(node.id)) ?? []), node]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function unknown({ id, range, attribute }: Reference, ids: readonly string[]): TenureError {
  const params = { name: id, nearest: nearest(id, ids), ...(attribute === undefined ? {} : { attribute }) };
  return new TenureError("reference.unknown", params, { at: range ? { range } : {} });
}

/** Sets of cells that read one another in a circle, each in the order of reading. */
function cycles(nodes: readonly Node[], reads: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const placed = new Set<string>();
  for (const { key } of nodes) {
    if (placed.has(key)) continue;
    const path = circle(key, reads);
    if (!path) continue;
    found.push(path);
    for (const member of path) placed.add(member);
  }
  return found;
}

/** The shortest way from a cell back to itself. */
function circle(key: string, reads: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const cameFrom = new Map<string, string>();
  const open = [key];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const up of reads.get(at) ?? []) {
      if (up === key) {
        const path = [at];
        for (let step = cameFrom.get(at); step !== undefined; step = cameFrom.get(step)) path.unshift(step);
        return path;
      }
      if (cameFrom.has(up)) continue;
      cameFrom.set(up, at);
      open.push(up);
    }
  }
  return null;
}

function sorted(nodes: readonly Node[], reads: ReadonlyMap<string, readonly string[]>): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const up of reads.get(key) ?? []) visit(up);
    order.push(key);
  };
  for (const node of nodes) visit(node.key);
  return order;
}
