import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import { beyondNames, named, type Expression } from "../notebook/expressions";
import { textExpressions, type Shown } from "../notebook/interpolate";
import type { Kind } from "../notebook/kind";
import { single } from "./value";

export interface ProseSpec {
  readonly holes: readonly Expression[];
}

/** Text. Its value is the list of what its `${…}` say, in order; `notebook/interpolate` puts them in. */
export const prose: Kind<ProseSpec> = {
  name: "prose",
  instant: true,
  parse(body) {
    const holes = textExpressions(body);
    return { spec: { holes }, problems: beyondNames(holes) };
  },
  references: ({ holes }) => named(holes),
  async run({ holes }, inputs, { engine }, job) {
    const shown: (Shown | null)[] = [];
    for (const { name, range } of holes) {
      const value = name ? inputs.get(name.id) : undefined;
      if (!name || !value) {
        shown.push(null);
        continue;
      }
      const found = await single(value, name.column, engine, job.signal);
      const params = { name: name.id, column: name.column ?? "" };
      if (!found) throw new TenureError("expression.no-value", params, { at: { range } });
      const money = name.writer === "money" && value.is !== "json" ? value.table.currency : undefined;
      shown.push({ ...found, writer: name.writer, unit: found.unit ?? money ?? null });
    }
    return { value: { is: "json", json: shown as unknown as Json }, views: [] };
  },
};
