import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { downstream, link, upstream } from "../../src/notebook/graph";
import type { Reference } from "../../src/notebook/kind";

const node = (id: string, ...references: (string | Reference)[]) => ({
  key: id,
  id,
  line: 1,
  references: references.map((one): Reference => (typeof one === "string" ? { id: one } : one)),
});
const codes = (graph: ReturnType<typeof link>, key: string) =>
  (graph.problems.get(key) ?? []).map(({ code }) => code);

describe("the graph", () => {
  test("names are one whatever their case, as in the engine", () => {
    const graph = link([node("Orders"), node("b", "ORDERS")]);
    expect(graph.reads.get("b")).toEqual(["Orders"]);
    expect(graph.feeds.get("Orders")).toEqual(["b"]);
  });

  test("a word that may be a column is followed, but not in a circle, and not when no cell has it", () => {
    const word = (id: string): Reference => ({ id, soft: "word" });
    const graph = link([node("a", word("b"), word("a"), word("nobody")), node("b", "a")]);
    expect(graph.problems.size).toBe(0);
    expect(graph.order).toEqual(["a", "b"]);
    expect(link([node("a", word("b")), node("b")]).reads.get("a")).toEqual(["b"]);
  });

  test("a table's name that no cell has is the engine's business; a circle of tables is a mistake", () => {
    const table = (id: string): Reference => ({ id, soft: "table" });
    expect(link([node("a", table("pg_tables"))]).problems.size).toBe(0);
    expect(codes(link([node("a", table("a"))]), "a")).toEqual(["graph.self"]);
  });

  test("a circle names the others, in the order of reading", () => {
    const graph = link([node("a", "b"), node("b", "c"), node("c", "a"), node("d", "a")]);
    expect(graph.problems.get("a")![0]!.params).toEqual({ cells: ["b", "c"] });
    expect(graph.problems.get("b")![0]!.params).toEqual({ cells: ["c", "a"] });
    expect(codes(graph, "c")).toEqual(["graph.cycle"]);
    expect(codes(graph, "d")).toEqual([]);
  });

  test("two circles through one cell reach every cell of both", () => {
    const graph = link([node("a", "b", "c"), node("b", "a"), node("c", "a")]);
    expect(["a", "b", "c"].map((key) => codes(graph, key).length > 0)).toEqual([true, true, true]);
  });

  test("an unknown name comes with those that were meant, at its place", () => {
    const graph = link([
      node("customers"),
      node("b", { id: "custmoers", range: [3, 12] }),
      node("c", { id: "zzz", attribute: "from" }),
    ]);
    expect(graph.problems.get("b")).toMatchObject([
      { code: "reference.unknown", params: { nearest: ["customers"] }, at: { cell: "b", range: [3, 12] } },
    ]);
    expect(graph.problems.get("c")).toMatchObject([
      { params: { name: "zzz", nearest: [], attribute: "from" } },
    ]);
  });

  test("every order is upstream first, and holds each cell once", () => {
    const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 });
    fc.assert(
      fc.property(edges, (pairs) => {
        // From a higher number to a lower: no circle, in an order of the text that is any.
        const nodes = Array.from({ length: 12 }, (_, i) =>
          node(`n${i}`, ...pairs.filter(([a, b]) => a === i && b < a).map(([, b]) => `n${b}`)),
        );
        const graph = link([...nodes].reverse());
        expect(graph.problems.size).toBe(0);
        expect([...graph.order].sort()).toEqual(nodes.map(({ key }) => key).sort());
        for (const [key, reads] of graph.reads) {
          for (const up of reads) expect(graph.order.indexOf(up)).toBeLessThan(graph.order.indexOf(key));
          for (const up of reads)
            expect(downstream(graph, [up]).has(key) && upstream(graph, [key]).has(up)).toBe(true);
        }
      }),
    );
  });
});
