import * as Plot from "@observablehq/plot";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../src/jail/plot/limits";
import { nameRows, recordedOf, recorder } from "../../../src/jail/plot/recorder";
import { replay } from "../../../src/jail/plot/replay";
import { TenureError } from "../../../src/terms/error";
import type { RecordedPlot } from "../../../src/terms/plot";
import { made, type Data, type Plot as Library } from "../../figures/recorded";

const data = made(10);
const P = recorder as unknown as Library;

function problem(act: () => unknown): TenureError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof TenureError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
}

type Row = Data["customers"][number];
const { customers } = data;
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ a: i, b: i % 100, day: new Date(i * 86_400_000) }));
const never = (value: unknown) => value as never;

describe("what cannot be recorded is said at the call", () => {
  const cases: [string, string, () => unknown, Record<string, unknown>?][] = [
    [
      "a format of ticks",
      "plot.format",
      () => P.plot({ x: { tickFormat: (d: number) => `${String(d)}%` } }),
      { path: "plot.x.tickFormat" },
    ],
    [
      "a format of an axis",
      "plot.format",
      () => P.axisX({ tickFormat: (d: number) => String(d) }),
      { path: "axisX.tickFormat" },
    ],
    [
      "a format of a tip",
      "plot.format",
      () => P.tip(customers, { x: "tx", format: { x: (d: number) => String(d) } }),
      { path: "tip.format.x" },
    ],
    [
      "a transform of a scale",
      "plot.function",
      () => P.plot({ y: { transform: (d: number) => d * 2 } }),
      { path: "plot.y.transform" },
    ],
    [
      "an interpolator",
      "plot.function",
      () => P.plot({ color: { interpolate: never((t: number) => `hsl(${String(t)},1%,1%)`) } }),
      { option: "interpolate" },
    ],
    [
      "a curve",
      "plot.function",
      () => P.line(customers, { x: "tx", y: "x", curve: never(() => null) }),
      { path: "line.curve" },
    ],
    [
      "thresholds",
      "plot.function",
      () => P.rectY(customers, P.binX({ y: "count" }, { x: { value: "spend", thresholds: () => 3 } })),
      { option: "thresholds" },
    ],
    [
      "a reducer of a group",
      "plot.reducer",
      () => P.barY(customers, P.groupX({ y: (values: unknown[]) => values.length }, { x: "channel" })),
      { path: "barY › groupX.y" },
    ],
    [
      "a map",
      "plot.reducer",
      () =>
        P.lineY(
          customers,
          P.mapY((values: number[]) => values, { x: "tx", y: "x" }),
        ),
    ],
    [
      "a window",
      "plot.reducer",
      () => P.lineY(customers, P.windowY({ k: 3, reduce: (values: number[]) => values.length }, { y: "x" })),
    ],
    ["a mark that is a function", "plot.render", () => P.plot({ marks: [never(() => null)] })],
    ["a render of a mark", "plot.function", () => P.dot(customers, { x: "tx", render: never(() => null) })],
    ["an initializer", "plot.function", () => P.dot(customers, { x: "tx", initializer: never(() => ({})) })],
    [
      "a channel read off groups",
      "plot.after",
      () => P.barY(customers, P.groupX({ y: "count" }, { x: "channel", fillOpacity: (d: Row) => d.x })),
      { option: "fillOpacity", transform: "groupX" },
    ],
    [
      "a channel beside a grouping",
      "plot.after",
      () =>
        P.text(customers, {
          ...P.binX({ y: "count" }, { x: "spend" }),
          text: (d: Row[]) => String(d.length),
        }),
      { transform: "binX" },
    ],
    [
      "a grouping within a transform",
      "plot.after",
      () =>
        P.barY(customers, P.stackY({ order: (d: Row) => d.x }, P.groupX({ y: "count" }, { x: "channel" }))),
      { option: "order" },
    ],
    ["ticks that Plot chooses", "plot.no-data", () => P.axisX({ text: (d: number) => String(d) })],
    [
      "a raster of a function",
      "plot.no-data",
      () => P.raster({ fill: never((x: number, y: number) => x + y), x1: 0, x2: 1, y1: 0, y2: 1 }),
    ],
    ["a promise as data", "plot.promise", () => P.dot(never(Promise.resolve([])), { x: "a" })],
    ["an object as data", "plot.data", () => P.dot(never({ a: 1 }), { x: "a" })],
    ["a map of the world", "plot.geo", () => P.geo(never({ type: "Sphere" })), { name: "geo" }],
    ["GeoJSON as data", "plot.geo", () => P.dot(never({ type: "Point", coordinates: [0, 0] }), {})],
    ["a projection", "plot.geo", () => P.plot({ projection: "mercator" })],
    [
      "a class",
      "plot.class",
      () => new (P.Dot as unknown as new (rows: unknown) => unknown)([]),
      { name: "Dot", instead: "dot" },
    ],
    ["the inside of Plot", "plot.inner", () => P.column()],
    ["what Plot does not have", "plot.unknown", () => (recorder["pie"] as () => unknown)(), { name: "pie" }],
    [
      "reading off a result",
      "plot.read",
      () => never((P.plot({}) as unknown as { scale: unknown }).scale),
      { name: "plot", property: "scale" },
    ],
    ["a symbol as a value", "plot.value", () => P.dot(customers, { x: () => Symbol("x") as never })],
    [
      "links",
      "plot.link",
      () => P.dot(customers, { x: "tx", href: (d: Row) => `https://a.example/${d.id}` }),
    ],
    ["links by field", "plot.link", () => P.dot(customers, { x: "tx", channels: { href: "id" } })],
    ["a class name", "plot.option", () => P.plot({ className: "menu" })],
    ["a document", "plot.option", () => P.plot({ document: never({}) })],
  ];
  test.each(cases)("%s", (_, code, act, params = {}) => {
    const error = problem(act);
    expect(error.code).toBe(code);
    expect(error.params).toMatchObject(params);
  });

  const returned: [string, string, () => unknown][] = [
    [
      "pictures of other places",
      "plot.image",
      () => P.image(customers, { x: "tx", y: "x", src: () => "https://a.example/x.png" }).plot(),
    ],
    [
      "a picture by its path",
      "plot.image",
      () => P.image(customers, { x: "tx", y: "x", src: "/x.png" }).plot(),
    ],
    [
      "a colour that is fetched",
      "plot.address",
      () => P.dot(customers, { x: "tx", fill: "url(https://a.example/#a)" }).plot(),
    ],
    [
      "a colour that is fetched, of the rows",
      "plot.address",
      () => P.dot(customers, { x: "tx", fill: () => "url(//a.example/#a)" }).plot(),
    ],
    [
      "a colour fetched if a variable is not there",
      "plot.address",
      () => P.dot(customers, { x: "tx", fill: () => "var(--no, url(//a.example/#a))" }).plot(),
    ],
    [
      "a colour spelled with escapes",
      "plot.address",
      () => P.dot([{ a: "\\75 rl(//a.example/#a)" }], { x: 1, fill: "a" }).plot(),
    ],
    ["a style that fetches", "plot.style", () => P.plot({ style: "background: url(//a.example)" })],
    ["a style that moves the figure", "plot.style", () => P.plot({ style: { position: "fixed" } })],
    ["a figure wider than a wall", "plot.size", () => P.plot({ width: 1e6 })],
    ["a million ticks", "plot.size", () => P.plot({ x: { ticks: 1e6, domain: [0, 1] } })],
    [
      "seconds over years",
      "plot.size",
      () => P.rectY(many(1000), P.binX({ y: "count" }, { x: "day", interval: "second" })).plot(),
    ],
    ["a grid of nothing", "plot.size", () => P.hexgrid({ binWidth: 1e-6 }).plot()],
    ["a facet for each row", "plot.facets", () => P.dot(many(1000), { x: "a", fx: "a" }).plot()],
  ];
  test.each(returned)("%s, when the cell gives it back", (_, code, act) => {
    expect(problem(() => recordedOf(act())).code).toBe(code);
  });

  test("words of the data that only mention an address are drawn", () => {
    expect(recordedOf(P.text([{ a: "see url(x)" }], { text: "a" }))).not.toBeNull();
  });

  test("other values are no figures", () => {
    for (const value of [
      null,
      1,
      "plot",
      {},
      [],
      { plot: "plot", args: [] },
      P.groupX({ y: "count" }, { x: "a" }),
    ])
      expect(recordedOf(value)).toBeNull();
  });
});

describe("too many marks", () => {
  test("names the SQL that leaves fewer", () => {
    const rows = nameRows(many(LIMITS.elements + 1), "orders");
    const { code, params } = problem(() => P.dot(rows, { x: "a", y: "b" }));
    expect(code).toBe("plot.too-many");
    expect(params).toMatchObject({ mark: "dot", elements: LIMITS.elements + 1, limit: LIMITS.elements });
    expect(params["sql"]).toBe(
      'SELECT floor("a" / 500) * 500 AS "a", floor("b" / 2) * 2 AS "b", count(*) AS "n" FROM "orders" GROUP BY ALL ORDER BY ALL',
    );
  });

  test("dates are cut by the calendar", () => {
    const { params } = problem(() => P.tickX(many(LIMITS.elements + 1), { x: "day" }));
    expect(params["sql"]).toContain(`date_trunc('year', "day") AS "day"`);
  });

  test("is not said of lines, nor of what is grouped", () => {
    const rows = many(LIMITS.elements + 1);
    expect(recordedOf(P.lineY(rows, { x: "a", y: "b" }))).not.toBeNull();
    expect(recordedOf(P.rectY(rows, P.binX({ y: "count" }, { x: "a" })))).not.toBeNull();
    expect(problem(() => P.lineY(many(LIMITS.points + 1), { x: "a", y: "b" })).code).toBe("plot.too-many");
  });
});

describe("a record from somebody else", () => {
  const draw = (record: unknown) => replay(record as RecordedPlot, Plot);
  const mark = (plot: string, ...args: unknown[]) => ({ plot: "plot", args: [{ marks: [{ plot, args }] }] });
  const rows = (list: unknown) => ({ plot: "#rows", args: [list] });
  const hostile: [string, string, unknown][] = [
    ["is no record", "plot.record", { plot: "plot" }],
    ["is a mark", "plot.record", { plot: "dot", args: [] }],
    ["is null", "plot.record", null],
    ["names no export", "plot.record", mark("eval", "1")],
    ["names a property of every object", "plot.record", mark("constructor", "return 1")],
    ["names a prototype", "plot.record", mark("__proto__")],
    ["names a class", "plot.record", mark("Dot", [])],
    ["takes the inside of Plot", "plot.record", mark("initializer", {}, {})],
    ["draws within a drawing", "plot.record", mark("plot", {})],
    ["takes any value", "plot.record", mark("dot", [], { x: { plot: "#value", args: ["plot"] } })],
    [
      "has a call with something beside",
      "plot.record",
      { plot: "plot", args: [{ marks: [{ plot: "dot", args: [], and: 1 }] }] },
    ],
    ["sets a prototype", "plot.option", mark("dot", [], JSON.parse('{"__proto__": {"x": 1}}'))],
    [
      "sets a prototype by merging",
      "plot.option",
      mark("dot", [], { plot: "#merge", args: [{}, JSON.parse('{"__proto__": {}}')] }),
    ],
    ["brings a document", "plot.option", { plot: "plot", args: [{ document: {} }] }],
    ["links", "plot.link", mark("dot", [], { href: ["https://a.example"] })],
    [
      "links through a reducer",
      "plot.link",
      mark("dot", [], { plot: "groupX", args: [{ href: "first" }, {}] }),
    ],
    ["links through extra channels", "plot.link", mark("dot", [], { channels: { href: "a" } })],
    ["shows a picture by its field", "plot.image", mark("image", rows([{ a: "//a.example" }]), { src: "a" })],
    ["shows a picture of a script", "plot.image", mark("image", rows([1]), { src: ["data:text/html,x"] })],
    [
      "shows a picture through extra channels",
      "plot.image",
      mark("image", rows([1]), { channels: { src: ["//a.example"] } }),
    ],
    ["paints from an address", "plot.address", mark("dot", rows([1]), { fill: ["url(//a.example#a)"] })],
    [
      "paints from a column",
      "plot.address",
      mark("dot", rows([{ a: " /**/ URL(//a.example#a)" }]), { fill: "a" }),
    ],
    ["filters from an address", "plot.address", mark("tip", rows([1]), { pathFilter: "url(//a.example#a)" })],
    [
      "takes rows for options",
      "plot.record",
      mark("dot", rows([1]), rows(Object.assign([], { href: ["//a.example"] }))),
    ],
    ["takes rows for a colour", "plot.record", mark("dot", rows([1]), { fill: rows(["red"]) })],
    ["brings a regular expression", "plot.value", mark("dot", rows([/x/]), {})],
    ["brings a Map of options", "plot.value", mark("dot", [], new Map())],
    ["is too deep", "plot.size", { plot: "plot", args: [deep(60)] }],
    [
      "has too many calls",
      "plot.size",
      { plot: "plot", args: [{ marks: Array.from({ length: 600 }, () => ({ plot: "frame", args: [] })) }] },
    ],
    ["has too many marks", "plot.too-many", mark("dot", rows(Float64Array.from({ length: 30_000 })), {})],
    [
      "has too many marks together",
      "plot.too-many",
      {
        plot: "plot",
        args: [
          {
            marks: Array.from({ length: 5 }, () => ({
              plot: "dot",
              args: [rows(Float64Array.from({ length: 15_000 })), {}],
            })),
          },
        ],
      },
    ],
    [
      "counts in tiny steps",
      "plot.size",
      mark("axisX", { plot: "#rows", args: [[0, 1e9]] }, { interval: 0.001 }),
    ],
    ["counts in steps of no size", "plot.size", mark("dot", rows([1]), { x: [0, 1], interval: 0 })],
    ["makes Plot fail", "plot.failed", mark("dot", rows([1]), { frameAnchor: "nowhere" })],
  ];
  test("names beside the rows of an array do not come along", () => {
    const list = Object.assign([1, 2], { href: "https://a.example" });
    const drawn: unknown[] = [];
    const spy = { ...Plot, plot: () => null, dot: (data: unknown) => drawn.push(data) };
    problem(() => replay(mark("dot", rows(list)) as unknown as RecordedPlot, spy as never));
    expect(drawn).toEqual([[1, 2]]);
    expect(Object.keys(drawn[0] as object)).toEqual(["0", "1"]);
  });

  test.each(hostile)("%s", (_, code, record) => {
    expect(problem(() => draw(record)).code).toBe(code);
  });

  function deep(levels: number): unknown {
    return levels === 0 ? 1 : { x: deep(levels - 1) };
  }
});
