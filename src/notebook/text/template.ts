import { TenureError, type Problem } from "../../terms/error";
import { expressions, type Expression } from "../expressions";
import { tokens } from "./tokens";

/** A query with its `${…}` found: `text` has a number in each one's place, of the same length. */
export interface Template {
  readonly text: string;
  readonly holes: readonly Expression[];
  readonly problems: readonly Problem[];
}

/** Finds the `${…}` of a query. In comments they are ignored; in texts and quoted names they cannot be bound. */
export function template(sql: string): Template {
  const found = expressions(sql);
  let text = sql;
  for (const { range } of found)
    text = text.slice(0, range[0]) + "0".repeat(range[1] - range[0]) + text.slice(range[1]);
  const leaves = tokens(text);
  const holes: Expression[] = [];
  const problems: Problem[] = [];
  for (const hole of found) {
    const leaf = leaves.find(({ range }) => range[0] <= hole.range[0] && hole.range[1] <= range[1]);
    if (!leaf) continue;
    // `percent(share)` says how to write a value, and SQL takes the value: more than a name.
    const own = hole.name?.writer ? { ...hole, name: null } : hole;
    if (leaf.range[0] === hole.range[0] && leaf.range[1] === hole.range[1]) holes.push(own);
    else {
      const code =
        leaf.is === "string" || leaf.is === "quoted" ? "sql.value-in-quotes" : "sql.value-misplaced";
      problems.push(
        new TenureError(code, { name: hole.code.trim() }, { at: { range: hole.range } }).toJSON(),
      );
    }
  }
  return { text, holes, problems };
}

/** A query with the holes filled. `back` turns a range of it into a range of the user's text. */
export interface Filled {
  readonly sql: string;
  back(range: readonly [number, number]): [number, number];
}

export function fill(sql: string, holes: readonly Expression[], with_: readonly string[]): Filled {
  let text = "";
  let at = 0;
  const steps: { readonly from: number; readonly to: number; readonly own: readonly [number, number] }[] = [];
  for (const [i, { range }] of holes.entries()) {
    text += sql.slice(at, range[0]);
    steps.push({ from: text.length, to: text.length + with_[i]!.length, own: range });
    text += with_[i]!;
    at = range[1];
  }
  text += sql.slice(at);
  const back = (offset: number, end: boolean): number => {
    let shift = 0;
    for (const { from, to, own } of steps) {
      if (end ? offset <= from : offset < from) break;
      if (end ? offset <= to : offset < to) return end ? own[1] : own[0];
      shift = own[1] - to;
    }
    return offset + shift;
  };
  return {
    sql: text,
    back: ([from, to]) => [back(from, false), Math.max(back(from, false), back(to, true))],
  };
}
