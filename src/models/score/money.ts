import { TenureError } from "../../terms/error";
import { checkFit } from "../asked";
import { MOST_MONEY } from "../histories";
import type { SavedFit, SpendFit } from "../types";

const amount = (value: unknown): boolean => typeof value === "number" && Math.abs(value) <= MOST_MONEY;

/** @throws `margin.invalid` */
export function checkMargin(margin: number): void {
  if (!amount(margin)) throw new TenureError("margin.invalid", { value: margin });
}

/**
 * What customers are valued by: a share of value, and a spend model or one value of a purchase.
 * @throws `margin.invalid`, `spend.invalid`
 */
export function checkMoney({
  margin,
  spend,
}: {
  readonly margin: number;
  readonly spend: SpendFit | SavedFit | number;
}): void {
  checkMargin(margin);
  checkPurchase(spend);
}

/** @throws `spend.invalid` */
export function checkPurchase(spend: SpendFit | SavedFit | number): void {
  if (typeof spend === "object") checkFit(spend);
  else if (!amount(spend)) throw new TenureError("spend.invalid", { value: spend });
}
