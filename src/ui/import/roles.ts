import type { Role, SourceSpec } from "../../sources/spec";

/** A sentence of the dialog that says what is missing: `import.missing.<this>`. */
export type Missing = "question" | "customer" | "date" | "amount" | "price";

/** The choice of the Amount list that means: quantity × price. No column can bear this name twice, so it is no risk. */
export const PRODUCT = "\u0000quantity × price";

/** The spec with `column` in `role`; a column plays one role only, so it leaves the one it had. */
export function withRole(source: SourceSpec, role: Role, column: string | null): SourceSpec {
  const roles = Object.fromEntries(
    Object.entries(source.roles).filter(([other, taken]) => other !== role && taken !== column),
  );
  return { ...source, roles: column === null ? roles : { ...roles, [role]: column } };
}

/** What keeps a file with these roles from becoming orders; `open` are roles with an unanswered question. */
export function missingRoles(source: SourceSpec, open: readonly Role[]): readonly Missing[] {
  const { roles } = source;
  const list: Missing[] = [];
  if (open.length > 0) list.push("question");
  if (roles.customer === undefined && !open.includes("customer")) list.push("customer");
  if (roles.date === undefined && !open.includes("date")) list.push("date");
  if (roles.amount === undefined && !open.includes("amount")) {
    if (roles.quantity === undefined && roles.price === undefined) list.push("amount");
    else if (roles.quantity === undefined || roles.price === undefined) list.push("price");
  }
  return list;
}
