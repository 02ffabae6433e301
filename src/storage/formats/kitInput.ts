import { parse, type Expression, type Program } from "acorn";
import { parse as parseYaml, stringify } from "yaml";

/** Inputs of ours and the `Inputs` of Observable, both ways, where all that is said is a plain value. */

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
type Settings = { readonly [key: string]: Plain };

/** `const name = view(Inputs.range([0, 100], {label, step, value}));` for the body of an input cell; null: there is no such. */
export function writeInput(body: string, name: string): string | null {
  const settings = read(body);
  if (!settings) return null;
  const { type, min, max, options, label, step, value } = settings;
  if ([label, step, value].some((one) => typeof one === "object" && one !== null)) return null;
  const given = Object.fromEntries(
    Object.entries({ label, step, value }).filter(([, one]) => one !== undefined && one !== ""),
  );
  const call = (kind: string, first: readonly Plain[]) =>
    `const ${name} = view(Inputs.${kind}(${[...first, given].map((one) => JSON.stringify(one)).join(", ")}));`;
  if (type === "range" && typeof min === "number" && typeof max === "number")
    return call("range", [[min, max]]);
  if (type === "number")
    return call("number", typeof min === "number" && typeof max === "number" ? [[min, max]] : []);
  if (type === "text") return call("text", []);
  if (type === "date") return call("date", []);
  if (type === "select" && Array.isArray(options) && options.every((one) => typeof one !== "object"))
    return call("select", [options]);
  return null;
}

function read(body: string): Settings | null {
  try {
    const settings: unknown = parseYaml(body, { logLevel: "error" });
    return typeof settings === "object" && settings !== null && !Array.isArray(settings)
      ? (settings as Settings)
      : null;
  } catch {
    return null;
  }
}

/** The name and body of an input cell for such a line; null: it is something else. */
export function readInput(source: string): { readonly id: string; readonly body: string } | null {
  const [only, ...more] = program(source)?.body ?? [];
  if (more.length > 0 || only?.type !== "VariableDeclaration" || only.declarations.length !== 1) return null;
  const [{ id, init } = {}] = only.declarations;
  if (id?.type !== "Identifier" || init?.type !== "CallExpression") return null;
  const [inner] = init.arguments;
  if (init.callee.type !== "Identifier" || init.callee.name !== "view" || inner?.type !== "CallExpression")
    return null;
  const { callee } = inner;
  if (
    callee.type !== "MemberExpression" ||
    callee.object.type !== "Identifier" ||
    callee.object.name !== "Inputs"
  )
    return null;
  const type = callee.property.type === "Identifier" ? callee.property.name : "";
  const given = inner.arguments.map((one) => (one.type === "SpreadElement" ? undefined : plain(one)));
  const settings = given.some((one) => one === undefined) ? null : bodyOf(type, given as readonly Plain[]);
  return settings && { id: id.name, body: stringify(settings).trimEnd() };
}

function program(source: string): Program | null {
  try {
    return parse(source, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  } catch {
    return null;
  }
}

/** Undefined: the value is not written out. */
function plain(node: Expression): Plain | undefined {
  if (node.type === "Literal") {
    const { value } = node;
    return value === null || ["string", "number", "boolean"].includes(typeof value)
      ? (value as Plain)
      : undefined;
  }
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = plain(node.argument);
    return typeof value === "number" ? -value : undefined;
  }
  if (node.type === "ArrayExpression") {
    const all = node.elements.map((one) =>
      one === null || one.type === "SpreadElement" ? undefined : plain(one),
    );
    return all.some((one) => one === undefined) ? undefined : (all as Plain[]);
  }
  if (node.type !== "ObjectExpression") return undefined;
  const entries: [string, Plain][] = [];
  for (const property of node.properties) {
    if (property.type === "SpreadElement" || property.computed) return undefined;
    const key =
      property.key.type === "Identifier"
        ? property.key.name
        : property.key.type === "Literal"
          ? String(property.key.value)
          : null;
    const value = plain(property.value);
    if (key === null || value === undefined) return undefined;
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

const isSettings = (value: Plain | undefined): value is Settings =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function bodyOf(type: string, given: readonly Plain[]): Settings | null {
  const last = given.at(-1);
  const options = isSettings(last) ? last : {};
  const first = isSettings(given[0]) ? undefined : given[0];
  const common: Settings = { type, ...pick(options, ["label", "step", "value"]) };
  const span =
    Array.isArray(first) && typeof first[0] === "number" && typeof first[1] === "number"
      ? { min: first[0], max: first[1] }
      : null;
  if (type === "range") return span && { value: (span.min + span.max) / 2, ...common, ...span };
  if (type === "number") return options["value"] === undefined ? null : { ...common, ...span };
  if (type === "text" || type === "date") return common;
  if (
    type === "select" &&
    Array.isArray(first) &&
    first.every((one) => typeof one === "string" || typeof one === "number")
  )
    return { value: first[0] ?? "", ...common, options: first };
  return null;
}

const pick = (from: Settings, keys: readonly string[]): Settings =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
