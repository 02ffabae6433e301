import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
} from "yaml";
import { TenureError, type Problem } from "../terms/error";
import type { Json } from "../terms/view";
import { expressions, type Expression } from "../notebook/expressions";

/** One `key: value` of a body; ranges are in the body. */
export interface Entry {
  readonly value: unknown;
  readonly keyRange: readonly [number, number];
  readonly range: readonly [number, number];
  /** The `${…}` it holds. */
  readonly holes: readonly Expression[];
  /** What stands around them in a text, one piece more than names; null where a name is the whole value, or there is none. */
  readonly pieces: readonly string[] | null;
}

export interface Body {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly problems: readonly Problem[];
}

/** Stand in for `${…}`, whose braces YAML would take for its own: never a user's letters, two so that neighbours differ. */
const STAND_IN = ["\uE000", "\uE001"] as const;
const STOOD = /\uE000+|\uE001+/;

/** Bodies read last: a control that is moved is read by its kind, by what draws it and by what writes its value. */
const lately = new Map<string, Body>();
const MOST = 64;

/** A body of `key: value` lines. `${name}` may be a value; mistakes carry their place. */
export function readBody(body: string): Body {
  const known = lately.get(body);
  if (known) return known;
  const read = parsed(body);
  if (lately.size === MOST) lately.delete(lately.keys().next().value!);
  lately.set(body, read);
  return read;
}

function parsed(body: string): Body {
  const found = expressions(body);
  let text = body;
  for (const [i, { range }] of found.entries()) {
    const letters = STAND_IN[i % 2 === 0 ? 0 : 1].repeat(range[1] - range[0]);
    text = text.slice(0, range[0]) + letters + text.slice(range[1]);
  }
  const tree = parse(text);
  const problems: Problem[] = tree.errors.map((error) => {
    const code = error.code === "DUPLICATE_KEY" ? "yaml.doubled-key" : "yaml.syntax";
    return new TenureError(
      code,
      {},
      { cause: error.message, at: { range: within(error.pos, body) } },
    ).toJSON();
  });
  const entries = new Map<string, Entry>();
  if (problems.length > 0) return { entries, problems };
  const { contents } = tree;
  if (contents !== null && !isMap(contents)) {
    if (isScalar(contents) && contents.value === null) return { entries, problems };
    return { entries, problems: [new TenureError("yaml.not-a-map").toJSON()] };
  }
  const named = found.map((one) => (one.name?.writer ? { ...one, name: null } : one));
  for (const { key, value } of pairs(contents)) {
    const range = rangeOf(value) ?? rangeOf(key) ?? [0, 0];
    const plain: unknown = isNode(value) ? value.toJS(tree) : value;
    const inside = named.filter((one) => range[0] <= one.range[0] && one.range[1] <= range[1]);
    if (inside.length > 0 && typeof plain !== "string") {
      problems.push(new TenureError("yaml.value-inside", {}, { at: { range } }).toJSON());
    }
    const whole = inside[0]?.range[0] === range[0] && inside[0].range[1] === range[1];
    entries.set(String(isScalar(key) ? key.value : key), {
      value: plain,
      keyRange: rangeOf(key) ?? range,
      range,
      holes: inside,
      pieces: whole || inside.length === 0 || typeof plain !== "string" ? null : plain.split(STOOD),
    });
  }
  return { entries, problems };
}

const within = ([from, to]: readonly [number, number], { length }: string) =>
  [Math.min(from, length), Math.min(to, length)] as const;

const parse = (text: string): Document.Parsed =>
  parseDocument(text, { prettyErrors: false, lineCounter: new LineCounter() });

function pairs(map: YAMLMap | null): { key: unknown; value: unknown }[] {
  return (map?.items ?? []).map(({ key, value }: Pair) => ({ key, value }));
}

function rangeOf(node: unknown): [number, number] | null {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range))
    return null;
  const [from, to] = node.range as [number, number];
  return [from, to];
}

/** The body with one value replaced, or its line added; every other byte stays. */
export function withEntry(body: string, key: string, value: Json): string {
  const tree = parse(body);
  const map = isMap(tree.contents) ? tree.contents : null;
  const pair = pairs(map).find((one) => isScalar(one.key) && one.key.value === key);
  const want = (text: string) =>
    JSON.stringify(readBody(text).entries.get(key)?.value ?? null) === JSON.stringify(value);
  const quoted = JSON.stringify(value);
  if (!pair) {
    const line = (written: string) => `${body.trimEnd()}${body.trim() === "" ? "" : "\n"}${key}: ${written}`;
    return [line(scalar(value)), line(quoted)].find(want) ?? body;
  }
  const [from, to] = rangeOf(pair.value) ?? [body.length, body.length];
  const before = body.slice(0, from);
  const gap = /:$/.test(before) ? " " : "";
  // A block's last line end belongs to the next line, and a comment needs a space before it.
  const after =
    (/\n$/.test(body.slice(from, to)) ? "\n" : "") + (body[to] === "#" ? " " : "") + body.slice(to);
  const style = isScalar(pair.value) ? pair.value.type : undefined;
  const first =
    typeof value !== "string" || style === undefined || !style.startsWith("QUOTE")
      ? scalar(value)
      : style === "QUOTE_DOUBLE"
        ? quoted
        : single(value);
  return [first, quoted].map((written) => before + gap + written + after).find(want) ?? body;
}

/** Plain where YAML reads the very same text back; lists and records in one line. */
function scalar(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(inFlow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${inFlow(key)}: ${inFlow(one)}`)
      .join(", ")}}`;
  if (typeof value !== "string") return JSON.stringify(value);
  const back: unknown = value === "" ? null : parse(value).toJS();
  return back === value && !/[\n#]/.test(value) ? value : JSON.stringify(value);
}

/** Within brackets a comma or bracket would end it. */
const inFlow = (value: Json): string =>
  typeof value === "string" && /[,[\]{}]/.test(value) ? JSON.stringify(value) : scalar(value);

const single = (text: string): string =>
  text.includes("\n") ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
