import { cell, idOf, type Attack, type Door, type Ears, type Plant } from "../attack";

/** Names and contents that are markup: heard where text is read as markup and the page has no policy. */
const shown = (name: string, door: Door, way: string, plant: (ears: Ears) => Plant): Attack => ({
  name,
  door,
  way,
  without: ["page policy", "text as text"],
  plant,
});

/** Read as a picture in HTML and in SVG. */
const picture = (address: string) => `<image src=${address}/x.png href=${address}/x.png>`;
const script = (address: string) => `<img src=x onerror=fetch(\`${address}/x\`)>`;
/** A file's name holds no slash. */
const inName = (address: string) => `<image src=${address.replace(/^http:/, "").replaceAll("/", "&#47;")}>`;
// The notebook's own text holds no "<": what is heard is heard from what the text comes to, not from its editor.
const yaml = (text: string) => JSON.stringify(text).replaceAll("<", "\\x3c");
const literal = (text: string) => `'${text.replaceAll("<", "' || chr(60) || '")}'`;
/** A table of one row whose one column is called so. */
const columnCalled = (name: string) => `PIVOT (SELECT ${literal(name)} AS k, 1 AS n) ON k USING sum(n)`;
const csv = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A file of orders, and the cell that reads it. */
function orders(name: string, header: string, customer: string, file = `${name}.csv`): Plant {
  const lines = Array.from(
    { length: 12 },
    (_, i) => `${csv(i % 3 === 0 ? customer : `K${i}`)},2024-01-${10 + i},${10 + i}`,
  );
  const body = [
    `file: ${yaml(file)}`,
    'read: {format: csv, encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-mm-dd, header: 1}',
    `columns: {${yaml(header)}: text, date: date, amount: decimal}`,
    `roles: {customer: ${yaml(header)}, date: date, amount: amount}`,
  ];
  return {
    cells: [
      cell("source", name, body.join("\n")),
      cell("sql", `${name}-rows`, `FROM \${${idOf(name)}}`),
    ].join("\n"),
    files: [{ name: file, body: `${csv(header)},date,amount\n${lines.join("\n")}\n` }],
  };
}

const chart = (name: string, body: string, table: string): Plant => ({
  cells: [cell("sql", `${name}-table`, table), cell("chart", name, body, `from=${idOf(name)}_table`)].join(
    "\n",
  ),
});

export default [
  shown("yaml-label", "yaml", "image", ({ http }) => ({
    cells: cell("input", "yaml-label", `type: text\nlabel: ${yaml(picture(http))}\nvalue: a`),
  })),
  shown("yaml-label-script", "yaml", "script", ({ http }) => ({
    cells: cell("input", "yaml-label-script", `type: number\nlabel: ${yaml(script(http))}\nvalue: 1`),
  })),
  shown("yaml-wrong-value", "yaml", "image", ({ http }) => ({
    cells: cell("input", "yaml-wrong-value", `type: ${yaml(picture(http))}\nvalue: 1`),
  })),
  shown("yaml-wrong-key", "yaml", "image", ({ http }) => ({
    cells: cell("input", "yaml-wrong-key", `type: number\nvalue: 1\n${yaml(picture(http))}: 1`),
  })),

  shown("file-name-open", "file name", "image", ({ http }) =>
    orders("file-name-open", "customer", "K", `${inName(http)}.csv`),
  ),
  shown("file-name-import", "file name", "image", ({ http }) => ({
    imports: { name: `${inName(http)}.csv`, body: "client,when,price\nK1,2024-01-01,5\nK2,2024-02-01,6\n" },
  })),

  shown("column-name-source", "column name", "image", ({ http }) =>
    orders("column-name-source", picture(http), "K"),
  ),
  shown("column-name-query", "column name", "image", ({ http }) => ({
    cells: cell("sql", "column-name-query", columnCalled(picture(http))),
  })),
  shown("column-name-script", "column name", "script", ({ http }) => ({
    cells: cell("sql", "column-name-script", columnCalled(script(http))),
  })),
  shown("column-name-import", "column name", "image", ({ http }) => ({
    imports: {
      name: "column-name-import.csv",
      body: `${csv(picture(http))},client,when,price\na,K1,2024-01-01,5\nb,K2,2024-02-01,6\n`,
    },
  })),
  shown("column-name-axis", "column name", "image", ({ http }) =>
    chart("column-name-axis", `mark: histogram\nx: ${yaml(picture(http))}`, columnCalled(picture(http))),
  ),

  shown("cell-content-query", "cell content", "image", ({ http }) => ({
    cells: cell("sql", "cell-content-query", `SELECT ${literal(picture(http))} AS customer`),
  })),
  shown("cell-content-script", "cell content", "script", ({ http }) => ({
    cells: cell("sql", "cell-content-script", `SELECT ${literal(script(http))} AS customer`),
  })),
  shown("cell-content-struct", "cell content", "image", ({ http }) => ({
    cells: cell("sql", "cell-content-struct", `SELECT {'a': ${literal(picture(http))}} AS s`),
  })),
  shown("cell-content-file", "cell content", "image", ({ http }) => ({
    ...orders("cell-content-file", "customer", picture(http)),
  })),
  shown("cell-content-import", "cell content", "image", ({ http }) => ({
    imports: {
      name: "cell-content-import.csv",
      body: `client,when,price\n${csv(picture(http))},2024-01-01,5\nK2,2024-02-01,6\n`,
    },
  })),
  shown("cell-content-tick", "cell content", "image", ({ http }) =>
    chart(
      "cell-content-tick",
      "mark: bar\nx: name\ny: n",
      `SELECT ${literal(picture(http))} AS name, 1 AS n`,
    ),
  ),

  shown("figure-title", "figure", "image", ({ http }) =>
    chart("figure-title", `mark: bar\nx: a\ny: n\ntitle: ${yaml(picture(http))}`, "SELECT 'a' AS a, 1 AS n"),
  ),
  shown("figure-axis-label", "figure", "image", ({ http }) =>
    chart(
      "figure-axis-label",
      `mark: bar\nx: a\ny: n\nx-label: ${yaml(picture(http))}`,
      "SELECT 'a' AS a, 1 AS n",
    ),
  ),
  shown("figure-legend", "figure", "image", ({ http }) =>
    chart(
      "figure-legend",
      "mark: bar\nx: a\ny: n\ncolor: c",
      `SELECT 'a' AS a, 1 AS n, ${literal(picture(http))} AS c`,
    ),
  ),
  shown("figure-wrong-option", "figure", "image", ({ http }) =>
    chart("figure-wrong-option", `mark: ${yaml(picture(http))}\nx: a`, "SELECT 'a' AS a, 1 AS n"),
  ),
] satisfies Attack[];
