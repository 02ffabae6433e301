import type { Column } from "../read/columns";
import { isMarked } from "../ledger/marks";
import { isNothing } from "../read/numbers";
import { ROLES, SIDES, type Overrides, type Part } from "../spec";
import { isColumn, type Preset } from "./preset";

/**
 * What a layout says about a file, as decisions that stand under the reader's own: every role it names, and (where its
 * names were checked) no column for the others. Where a layout knows several columns for a role, the first that holds anything is taken.
 */
export function underPreset(preset: Preset, columns: readonly Column[], overrides: Overrides): Overrides {
  const present = (wanted: string): Column | undefined => columns.find(({ name }) => isColumn(wanted, name));
  const roles: Partial<Record<Part, string | null>> = {};
  for (const role of [...ROLES, ...SIDES]) {
    const here = (preset.roles[role] ?? []).flatMap((wanted) => present(wanted) ?? []);
    const filled = here.find((column) => column.filled.length > 0);
    const name = (filled ?? here[0])?.name;
    // Where each export is a little different, what the layout does not find is guessed as in any file.
    if (name !== undefined || preset.checked !== "unverified") roles[role] = name ?? null;
  }
  const { amount = [], refunded = [] } = preset.roles;
  const at = amount.findIndex((wanted) => roles.amount != null && isColumn(wanted, roles.amount));
  if (at >= 0 && amount.length === refunded.length) roles.refunded = present(refunded[at]!)?.name ?? null;
  const money = overrides.roles?.amount ?? roles.amount;
  const total = preset.totals?.some((wanted) => money != null && isColumn(wanted, money));
  const marks = cancelledIn(preset, columns.find(({ name }) => name === roles.refund)?.filled ?? []);
  return {
    ...overrides,
    ...(total && roles.order ? { amountOf: overrides.amountOf ?? "order" } : {}),
    ...(preset.currency === undefined ? {} : { currency: overrides.currency ?? preset.currency }),
    ...(preset.dates === undefined ? {} : { read: { dates: preset.dates, ...overrides.read } }),
    ...(marks && roles.refund ? { cancelled: overrides.cancelled ?? marks } : {}),
    roles: { ...roles, ...overrides.roles },
  };
}

/** Keeping only what was won needs a row that was; a pipeline may name its stages otherwise. */
function cancelledIn(
  { cancelled, otherwise }: Preset,
  cells: readonly string[],
): readonly string[] | undefined {
  if (!otherwise || !cancelled) return cancelled;
  const some = cells.some((cell) => !isNothing(cell) && !isMarked(cell, cancelled));
  return some ? cancelled : otherwise;
}
