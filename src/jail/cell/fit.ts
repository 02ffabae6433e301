import { DAYS_PER, type Unit } from "../../terms/unit";
import type { Cell, TableHandle } from "./handle";

type Column = Float64Array | readonly Cell[];

/** Columns of whole days; a model counts in the unit of its fit. */
const DAYS = new Set(["tx", "T"]);

/**
 * Gives a fit the table it was fitted to, as it is (`table`), and by `histories()` as its functions take it: columns
 * `x, tx, T` and whatever else is there, times in the fit's own unit, in the order of the table.
 */
export function withHistories(fit: object, unit: unknown, table: TableHandle): object {
  const days = typeof unit === "string" && unit in DAYS_PER ? DAYS_PER[unit as Unit] : 1;
  const histories = async () => {
    const columns = await Promise.all(
      table.columns.map(async (name): Promise<[string, Column]> => {
        const values = await table.column(name);
        return [
          name,
          DAYS.has(name) && values instanceof Float64Array ? values.map((day) => day / days) : values,
        ];
      }),
    );
    return Object.fromEntries(columns);
  };
  return Object.assign(fit, { table, histories });
}
