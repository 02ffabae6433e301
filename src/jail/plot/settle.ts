import { TenureError } from "../../terms/error";
import type { Recorded } from "../../terms/plot";
import { callOf, partsOf, type Call } from "./call";
import { CHANNELS, FORBIDDEN, GROUPED } from "./channels";
import { optionsAt } from "./exports";
import { asValue, codeOf } from "./functions";
import { plain, Rows } from "./rows";

/**
 * When a function is applied. Plot applies a channel's function to the rows of the mark, after the mark's transforms.
 * Only `bin`, `group` and `tree` give a mark other rows than it was given (the rest keep, order or shift them), so every
 * function that stands before them, or among the channels they read themselves, may be applied to the rows at once, and
 * an array of its values is the same to Plot as the function. A function behind a grouping would see groups that only
 * exist once Plot draws: that, and every function that is no accessor, is a coded error.
 */
export interface Scene {
  readonly rows: Rows | null;
  /** Channels that a grouping around these options reads off the rows; null: nothing groups. */
  readonly read: ReadonlySet<string> | null;
  /** Name of the grouping, for the error. */
  readonly by: string;
  readonly path: string;
}

/** While a figure is being recorded, rows stand for themselves; they are written out when all options are known. */
export type Draft = Recorded;

export interface Settled {
  readonly value: Draft;
  /** The rows have been grouped once these options are applied. */
  readonly grouped: string | null;
}

/** An option that is no object of options: the values of it, and no function but Plot's own. */
export function settle(value: unknown, scene: Scene): Draft {
  if (typeof value === "function") {
    const own = asValue(value);
    if (own) return own;
    throw new TenureError(codeOf(scene.path), { option: last(scene.path), path: scene.path });
  }
  if (typeof value === "symbol") throw new TenureError("plot.value", { path: scene.path });
  if (typeof value !== "object" || value === null || value instanceof Date || ArrayBuffer.isView(value))
    return value as Draft;
  const own = asValue(value);
  if (own) return own;
  if (value instanceof Rows) return value as unknown as Draft;
  if ("then" in value && !callOf(value)) throw new TenureError("plot.promise", { path: scene.path });
  if (!callOf(value) && Symbol.iterator in value)
    return Array.from(value as Iterable<unknown>, (one, i) =>
      typeof one !== "object" && typeof one !== "function"
        ? (one as Draft)
        : settle(one, { ...scene, path: `${scene.path}[${String(i)}]` }),
    );
  return settleOptions(value, scene).value;
}

/** An object of options, with the transforms spread into it. */
export function settleOptions(options: object, scene: Scene): Settled {
  if (scene.path.split(".").length > 20) throw new TenureError("plot.value", { path: scene.path });
  const parts = partsOf(options);
  const calls = new Map(
    parts.flatMap((part) => ("call" in part ? [[part.call, settleCall(part.call, scene)] as const] : [])),
  );
  const grouped = [...calls.values()].find((one) => one.grouped)?.grouped ?? null;
  // What stands beside a transform is applied after it.
  const here: Scene = grouped ? { ...scene, read: new Set(["fx", "fy"]), by: grouped } : scene;
  const pieces: Draft[] = [];
  let entries: [string, Draft][] = [];
  const close = () => {
    if (entries.length > 0) pieces.push(Object.fromEntries(entries));
    entries = [];
  };
  for (const part of parts) {
    if ("call" in part) {
      close();
      pieces.push(calls.get(part.call)!.value);
    } else {
      const path = scene.path ? `${scene.path}.${part.key}` : part.key;
      entries.push([part.key, option(part.key, part.value, { ...here, path })]);
    }
  }
  close();
  const [first = {}] = pieces;
  return { value: pieces.length > 1 ? { plot: "#merge", args: pieces } : first, grouped };
}

/** A transform among options: the mark's options first, then what the transform itself was told. */
export function settleCall(call: Call, scene: Scene): Settled {
  // Marks are settled when they are made: they know their rows.
  if (/^(mark|marks|axis|bare|draw)$/.test(call.kind))
    return { value: { plot: call.name, args: call.args as readonly Draft[] }, grouped: null };
  const at = optionsAt(call.name, call.args.length);
  const regroups = call.kind === "regroup";
  const transforms = regroups || call.kind === "transform";
  const given = transforms && at >= 0 ? call.args[at] : undefined;
  const outputs = at === 1 && typeof call.args[0] === "object" && call.args[0] !== null ? call.args[0] : {};
  const read = regroups ? new Set([...GROUPED, ...Object.keys(outputs)]) : null;
  const inside: Scene = read
    ? {
        ...scene,
        read: scene.read ? new Set([...read].filter((one) => scene.read!.has(one))) : read,
        by: call.name,
      }
    : scene;
  const inner: Settled | null =
    typeof given === "object" && given !== null ? settleOptions(given, inside) : null;
  const behind = inner?.grouped ?? null;
  const own: Scene = behind ? { ...scene, read: new Set(), by: behind } : scene;
  const args = call.args.map((arg, i) => {
    const path = `${scene.path ? `${scene.path} › ` : ""}${call.name}`;
    if (i === at && inner) return inner.value;
    // A test or an order of rows; a predicate that finds one.
    if (i === 0 && typeof arg === "function" && /^(filter|sort|find)$/.test(call.name))
      return call.name === "find"
        ? { plot: "#order", args: [accessed(arg, { ...own, path })] }
        : call.name === "sort"
          ? sorted(arg, { ...own, path })
          : accessed(arg, { ...own, path });
    if (transforms && typeof arg === "object" && arg !== null && !callOf(arg))
      return settleOptions(arg, { ...own, path }).value;
    return settle(arg, { ...own, path });
  });
  return { value: { plot: call.name, args }, grouped: regroups ? call.name : behind };
}

/** One entry of an object of options. */
function option(key: string, value: unknown, scene: Scene): Draft {
  const inside = /(^|\.)channels\.[^.]+$/.test(scene.path);
  const refused = FORBIDDEN.get(key);
  const own = typeof value === "function" && refused === "plot.option";
  if (refused && !own && value !== undefined && value !== null && !(inside && key === "target"))
    throw new TenureError(refused, { option: key, path: scene.path, name: key });
  const outputs = /(^|› )(group|bin|map|hexbin)[XYZ]?\.[^.]+$/.test(scene.path);
  // Options of the whole picture have the names of channels, but are read off no rows.
  const channel =
    (CHANNELS.has(key) || inside) &&
    !outputs &&
    !/^(plot|legend|scale)\b|\.(format|sort)\.[^.]+$/.test(scene.path);
  if (key === "src" && channel) return addresses(value, scene);
  if (typeof value === "function") {
    if (key === "sort" && !outputs) return sorted(value, scene);
    if (key === "order") return { plot: "#order", args: [sorted(value, scene)] };
    if (channel) return accessed(value, scene);
    return settle(value, scene);
  }
  if (channel && typeof value === "object" && value !== null && !callOf(value)) {
    const { transform, value: inner } = value as { transform?: unknown; value?: unknown };
    if (typeof transform === "function") return transformed(value, transform, scene);
    if (typeof inner === "function")
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name,
          name === "value"
            ? accessed(inner, scene)
            : settle(one, { ...scene, path: `${scene.path}.${name}` }),
        ]),
      );
  }
  if (key === "sort" && typeof value === "object" && value !== null && !callOf(value)) {
    const { value: inner } = value as { value?: unknown };
    if (typeof inner === "function") return { ...settleRest(value, scene), value: accessed(inner, scene) };
  }
  if (key === "tip" && typeof value === "object" && value !== null)
    // A tip reads the mark's own rows, whatever groups them.
    return settleOptions(value, { ...scene, read: null }).value;
  return settle(value, scene);
}

/** Pictures of an image mark, one for each row or one for all: where they come from is known before they are drawn. */
function addresses(value: unknown, scene: Scene): Draft {
  if (typeof value !== "string")
    return typeof value === "function" ? accessed(value, scene) : settle(value, scene);
  if (/^(\.*\/|[a-z]+:)/i.test(value)) return value;
  return accessed((row: unknown) => (row as Record<string, unknown> | null)?.[value], scene);
}

function settleRest(value: object, scene: Scene): { readonly [key: string]: Draft } {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "value")
      .map(([name, one]) => [name, settle(one, { ...scene, path: `${scene.path}.${name}` })]),
  );
}

/** The values of an accessor; refuses where the rows are not known here. */
function accessed(accessor: unknown, scene: Scene): Draft {
  return admitted(scene)
    .map(accessor as Parameters<Rows["map"]>[0])
    .map((value, i) => plain(value, `${scene.path}[${String(i)}]`));
}

function admitted(scene: Scene): Rows {
  const option = last(scene.path);
  if (!scene.rows) throw new TenureError("plot.no-data", { option, path: scene.path });
  if (scene.read && !scene.read.has(option))
    throw new TenureError("plot.after", { option, path: scene.path, transform: scene.by });
  return scene.rows;
}

/** `{transform: data => values, label}`: Plot's own long form of a channel. */
function transformed(channel: object, transform: unknown, scene: Scene): Draft {
  const data = admitted(scene).list;
  const made = (transform as (data: unknown) => Iterable<unknown> | ArrayLike<unknown>).call(channel, data);
  const values = Array.from(made, (value, i) => plain(value, `${scene.path}[${String(i)}]`));
  const { label } = channel as { label?: unknown };
  return typeof label === "string" ? { value: values, label } : values;
}

/** Values to sort by: what an accessor says, or the rank that a comparison of two rows gives each. */
function sorted(by: unknown, scene: Scene): Draft {
  const rows = admitted(scene);
  return (by as { length: number }).length === 1 ? accessed(by, scene) : ranks(rows, by as Compare);
}

type Compare = (a: unknown, b: unknown) => number;

/** Places of the rows in the order of `compare`; equal rows share one, so that a stable sort by rank is the same sort. */
function ranks({ list }: Rows, compare: Compare): number[] {
  const order = Array.from({ length: list.length }, (_, i) => i).sort((i, j) => compare(list[i], list[j]));
  const rank = new Array<number>(list.length).fill(0);
  for (let k = 1; k < order.length; k++) {
    const [before, here] = [order[k - 1]!, order[k]!];
    rank[here] = rank[before]! + (compare(list[before], list[here]) === 0 ? 0 : 1);
  }
  return rank;
}

const last = (path: string): string => path.split(/[.›]/).at(-1)!.trim();
