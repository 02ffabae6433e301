import { parseDocument } from "yaml";
import { expressions } from "../../../notebook/expressions";

/** Letters nobody writes stand for `${…}`, whose braces YAML would take for its own. */
const STAND_IN = "\uE000";

/**
 * A body of settings with even indents and spaces; comments, order, quotes and `${…}` stay.
 *
 * @returns null where the body is no YAML, or would say something else afterwards.
 */
export function formatYaml(body: string): string | null {
  const holes = expressions(body);
  let masked = "";
  let at = 0;
  for (const { range } of holes) {
    masked +=
      body.slice(at, range[0]) +
      STAND_IN +
      body.slice(range[0] + 2, range[1] - 1).replace(/\W/g, "_") +
      STAND_IN;
    at = range[1];
  }
  masked += body.slice(at);
  const tree = parseDocument(masked, { prettyErrors: false });
  if (tree.errors.length > 0 || tree.contents === null) return null;
  const laid = tree.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  if (JSON.stringify(parseDocument(laid).toJS()) !== JSON.stringify(tree.toJS())) return null;
  let next = 0;
  const text = laid.replace(new RegExp(`${STAND_IN}\\w*${STAND_IN}`, "gu"), () => {
    const range = holes[next++]?.range ?? [0, 0];
    return body.slice(...range);
  });
  return next === holes.length ? text : null;
}
