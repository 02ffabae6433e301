import { PARTS } from "../../sources";
import {
  ROLES,
  SIDES,
  type Overrides,
  type Part,
  type Question,
  type Sniffed,
  type SourceSpec,
} from "../../sources/spec";

/** A sentence of the dialog that says what is missing: `import.missing.<this>`. */
export type Missing = "question" | Part;

/** The choice of the Amount list that means: quantity × price. Begins with a character no file can hold in a name. */
export const PRODUCT = "\u0000quantity × price";

type Roles = NonNullable<Overrides["roles"]>;

/**
 * `column` in `role`; a column plays one part only, so it leaves the one it had. The mark of a refund may stand in a
 * column that has a part of its own (order numbers that begin with C).
 */
export function withRole(now: SourceSpec["roles"], role: Part, column: string | null): Roles {
  const shares = (one: string): boolean =>
    one === role || one === "refund" || role === "refund" || one === "currency" || role === "currency";
  const robbed = Object.entries(now).filter(([other, taken]) => !shares(other) && taken === column);
  return { ...Object.fromEntries(robbed.map(([other]) => [other, null])), [role]: column };
}

/** What a notebook says of a source, as decisions. Types of columns are {@link typesOf}. */
export function overridesOf({
  read,
  roles,
  holds,
  amountOf,
  cancelled,
  currency,
  ids,
}: SourceSpec): Overrides {
  const written = Object.entries(read).filter(([key]) => key !== "format" && key !== "compression");
  return {
    read: Object.fromEntries(written),
    roles: Object.fromEntries([...ROLES, ...SIDES].map((role) => [role, roles[role] ?? null])),
    preset: null,
    ...(holds ? { holds } : {}),
    ...(amountOf ? { amountOf } : {}),
    ...(ids ? { ids } : {}),
    ...(cancelled ? { cancelled } : {}),
    ...(currency === undefined ? {} : { currency }),
  };
}

/** Types the notebook gives where the guess is another. */
export function typesOf({ columns }: SourceSpec, sniffed: Sniffed): Overrides {
  const other = sniffed.columns.flatMap(({ name, type }) => {
    const said = Object.hasOwn(columns, name) ? columns[name] : undefined;
    return said === undefined || said === type ? [] : [[name, said] as const];
  });
  return other.length > 0 ? { columns: Object.fromEntries(other) } : {};
}

/** Later decisions over earlier ones. */
export function laidOver(before: Overrides, more: Overrides): Overrides {
  const both: Overrides = { ...before, ...more };
  return {
    ...both,
    ...(both.read ? { read: { ...before.read, ...more.read } } : {}),
    ...(both.columns ? { columns: { ...before.columns, ...more.columns } } : {}),
    ...(both.roles ? { roles: { ...before.roles, ...more.roles } } : {}),
  };
}

/** The same object when every column spoken of still exists; else without those that do not. */
export function withoutLost(overrides: Overrides, names: ReadonlySet<string>): Overrides {
  const roles = Object.entries(overrides.roles ?? {});
  const columns = Object.entries(overrides.columns ?? {});
  const lost = (column: string | null): boolean => column !== null && !names.has(column);
  if (!roles.some(([, column]) => lost(column)) && !columns.some(([name]) => lost(name))) return overrides;
  return {
    ...overrides,
    roles: Object.fromEntries(roles.filter(([, column]) => !lost(column))),
    columns: Object.fromEntries(columns.filter(([name]) => !lost(name))),
  };
}

/** What tells questions apart: two of one code are of two parts (a customer and an amount that stand there twice). */
export const keyOf = ({ code, role }: Question): string => `${code} ${role}`;

/** What keeps a file from becoming orders, in the order the dialog shows it. */
export function missingRoles({ spec, questions }: Pick<Sniffed, "spec" | "questions">): readonly Missing[] {
  const { roles, holds = "orders" } = spec;
  if (holds !== "orders") {
    const lack = PARTS[holds].needed.filter((part) => roles[part] === undefined);
    return [...(questions.length > 0 ? (["question"] as const) : []), ...lack];
  }
  const open = new Set(questions.map(({ role }) => role));
  const list: Missing[] = [];
  if (questions.length > 0) list.push("question");
  if (roles.customer === undefined && !open.has("customer")) list.push("customer");
  if (roles.date === undefined && !open.has("date")) list.push("date");
  if (roles.amount === undefined && !open.has("amount")) {
    if (roles.quantity === undefined && roles.price === undefined) list.push("amount");
    else if (roles.quantity === undefined || roles.price === undefined) list.push("price");
  }
  return list;
}
