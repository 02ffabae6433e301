import { HOLDINGS, ROLES, SIDES, type Part, type Sniffed, type SourceSpec } from "../spec";
import type { Preset } from "./preset";

/** What is kept of a reading: names and choices, never a value of a row but the marks of cancellation. */
export interface Reading {
  readonly headers: readonly string[];
  readonly roles: SourceSpec["roles"];
  readonly holds?: SourceSpec["holds"];
  readonly amountOf?: SourceSpec["amountOf"];
  readonly cancelled?: readonly string[];
  readonly currency?: string;
  readonly dates?: string;
  readonly decimal?: "." | ",";
}

/** A reading as it stands in the dialog. */
export function readingOf({ spec, columns }: Sniffed): Reading {
  const { roles, holds, amountOf, cancelled, currency, read } = spec;
  return {
    headers: columns.map(({ name }) => name),
    roles,
    ...(holds ? { holds } : {}),
    ...(amountOf ? { amountOf } : {}),
    ...(cancelled ? { cancelled } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(read.dates === undefined ? {} : { dates: read.dates }),
    ...(read.decimal === undefined ? {} : { decimal: read.decimal }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** A saved reading as a layout; null for what is none: storage is not ours alone. */
export function ownPreset(name: string, reading: unknown): Preset | null {
  if (typeof reading !== "object" || reading === null) return null;
  const said = reading as Partial<Record<keyof Reading, unknown>>;
  if (!isTexts(said.headers) || said.headers.length === 0) return null;
  if (typeof said.roles !== "object" || said.roles === null) return null;
  const written = said.roles as Readonly<Record<string, unknown>>;
  const roles = [...ROLES, ...SIDES].flatMap((role): (readonly [Part, readonly string[]])[] => {
    const column = written[role];
    return isText(column) ? [[role, [column]]] : [];
  });
  const holds = HOLDINGS.find((one) => one === said.holds) ?? "orders";
  const amount = written["amount"];
  return {
    id: `own:${name}`,
    brand: name,
    checked: "own",
    holds,
    grain: "own",
    // Columns that play a part must be there; any other may come and go.
    forms: [{ telling: roles.flatMap(([, [column]]) => column ?? []), headers: said.headers }],
    roles: Object.fromEntries(roles),
    ...(said.amountOf === "order" && isText(amount) ? { totals: [amount] } : {}),
    ...(isTexts(said.cancelled) ? { cancelled: said.cancelled } : {}),
    ...(isText(said.currency) ? { currency: said.currency } : {}),
    ...(isText(said.dates) ? { dates: said.dates } : {}),
    ...(said.decimal === "." || said.decimal === "," ? { decimal: said.decimal } : {}),
    notes: [],
  };
}
