import type { CellView } from "../../notebook/view";

/** One cell that reads another or is read, as a row of the list. */
export interface Row {
  readonly cell: CellView;
  /** Rows it reads and rows that read it, by index. */
  readonly reads: readonly number[];
  readonly feeds: readonly number[];
}

/** From the row that is read to the row that reads it, drawn in a lane of its own beside the list. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

export interface Links {
  readonly rows: readonly Row[];
  readonly arcs: readonly Arc[];
  readonly lanes: number;
}

/** Who reads whom, in the order of the text. Texts that read nothing are left out. */
export function linksOf(cells: readonly CellView[]): Links {
  const shown = cells.filter(({ kind, reads, feeds }) => kind !== "prose" || reads.length + feeds.length > 0);
  const at = new Map(shown.map(({ name }, index) => [name, index]));
  const known = (names: readonly string[]) => names.flatMap((name) => at.get(name) ?? []);
  const rows = shown.map((cell) => ({ cell, reads: known(cell.reads), feeds: known(cell.feeds) }));
  const { arcs, lanes } = laid(rows.flatMap(({ reads }, to) => reads.map((from) => ({ from, to }))));
  return { rows, arcs, lanes };
}

/** Arcs that share a stretch of the list stand in different lanes; all that leave one row upwards or down share one. */
function laid(edges: readonly Omit<Arc, "lane">[]): { arcs: Arc[]; lanes: number } {
  const bundles = new Map<string, { low: number; high: number; edges: Omit<Arc, "lane">[] }>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to > edge.from}`;
    const bundle = bundles.get(key) ?? { low: edge.from, high: edge.from, edges: [] };
    bundle.low = Math.min(bundle.low, edge.to);
    bundle.high = Math.max(bundle.high, edge.to);
    bundle.edges.push(edge);
    bundles.set(key, bundle);
  }
  const taken: { low: number; high: number }[][] = [];
  // Short ones lie inside.
  const order = [...bundles.values()].sort((a, b) => a.high - a.low - (b.high - b.low) || a.low - b.low);
  const arcs = order.flatMap(({ low, high, edges: own }) => {
    let lane = taken.findIndex((held) => held.every((one) => one.high <= low || one.low >= high));
    if (lane < 0) lane = taken.push([]) - 1;
    taken[lane]!.push({ low, high });
    return own.map((edge) => ({ ...edge, lane }));
  });
  return { arcs, lanes: taken.length };
}

/** Every row that has to run when this one changes, or that this one needs. */
export function reach(rows: readonly Row[], start: number, way: "reads" | "feeds"): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...(rows[start]?.[way] ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(rows[at]?.[way] ?? []));
  }
  return seen;
}
