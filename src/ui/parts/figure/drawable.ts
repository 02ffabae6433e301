import type { Options } from "../../../figures";
import type { Batch, Values } from "../../../terms/table";

/** All that a figure of ours is drawn from, beside words, width and theme. */
export interface Drawable {
  readonly name: string;
  readonly options: Options;
  readonly rows: Batch;
}

/** Whether two would be drawn alike. Rows are compared one by one: at most 20,000 of a few columns. */
export function alike(one: Drawable, other: Drawable): boolean {
  const { rows } = one.rows;
  return (
    one.name === other.name &&
    rows === other.rows.rows &&
    said(one) === said(other) &&
    one.rows.values.every((values, at) => equal(values, other.rows.values[at]!, rows))
  );
}

const said = ({ options, rows }: Drawable): string =>
  JSON.stringify([options, rows.columns.map(({ name, type }) => [name, type])]);

function equal(one: Values, other: Values, rows: number): boolean {
  for (let row = 0; row < rows; row++) if (!Object.is(one[row], other[row])) return false;
  return true;
}
