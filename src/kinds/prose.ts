import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import { WRITERS, type Expression } from "../notebook/expressions";
import { textExpressions, type Shown } from "../notebook/text/interpolate";
import type { Kind, Reference } from "../notebook/kind";
import { evaluate, oneOf, study } from "./hole";
import { single } from "./value";

export interface ProseSpec {
  readonly holes: readonly Expression[];
  readonly references: readonly Reference[];
  /** Programs with mistakes: the text stands, and they as they are written. */
  readonly unreadable: ReadonlySet<Expression>;
}

/** Text. Its value is the list of what its `${…}` say, in order; `notebook/interpolate` puts them in. */
export const prose: Kind<ProseSpec> = {
  name: "prose",
  instant: true,
  parse(body) {
    const holes = textExpressions(body);
    const each = holes.map((hole) => study([hole]));
    const spec = {
      holes,
      references: each.flatMap(({ references }) => references),
      unreadable: new Set(holes.filter((_, at) => each[at]!.problems.length > 0)),
    };
    return {
      spec: each.every(({ known }) => known) ? spec : null,
      problems: each.flatMap(({ problems }) => problems),
    };
  },
  references: ({ references }) => references,
  async run({ holes, unreadable }, inputs, host, job) {
    const shown: (Shown | null)[] = [];
    for (const hole of holes) {
      const { name, range, code } = hole;
      if (unreadable.has(hole)) {
        shown.push(null);
        continue;
      }
      if (!name) {
        const found = oneOf(await evaluate(hole, inputs, host, job));
        if (!found) throw new TenureError("expression.no-single", { code: code.trim() }, { at: { range } });
        shown.push({ ...found, writer: WRITERS.find((one) => one === found.writer) ?? null });
        continue;
      }
      const value = inputs.get(name.id);
      if (!value) {
        shown.push(null);
        continue;
      }
      const found = await single(value, name.column, host.engine, job.signal);
      const params = { name: name.id, column: name.column ?? "" };
      if (!found) throw new TenureError("expression.no-value", params, { at: { range } });
      const money = name.writer === "money" && value.is !== "json" ? value.table.currency : undefined;
      shown.push({ ...found, writer: name.writer, unit: found.unit ?? money ?? null });
    }
    return { value: { is: "json", json: shown as unknown as Json }, views: [] };
  },
};
