import type { Scores } from "../models/service";
import type { SavedFit } from "../models/types";
import type { RankingCard } from "../terms/cards";
import type { TableRef } from "../terms/table";
import type { Json } from "../terms/view";
import type { ClvSpec } from "./clv";
import type { Plan } from "./plan/plan";
import { DAY, first, isoDay } from "./plan/rows";
import type { Span } from "./plan/spec";

interface About {
  readonly table: TableRef;
  readonly histories: TableRef;
  readonly fit: SavedFit;
  readonly spend: SavedFit;
  readonly status: SavedFit["status"];
}

/** What the page needs beside the scores to draw the ranking and to explain one row. */
export async function rankingOf(
  plan: Plan,
  spec: ClvSpec,
  scores: Scores,
  { table, histories, fit, spend, status }: About,
): Promise<RankingCard> {
  const row = await plan.query(
    "period",
    `
    SELECT (SELECT min(first) FROM ${histories.sql}) AS start,
      (SELECT any_value(first + T) FROM ${histories.sql}) AS stop,
      (SELECT quantile_cont(high, 0.99) FROM ${table.sql}) AS scale`,
  );
  const stop = first(row, "stop");
  const days = await plan.part(histories, "days");
  return {
    total: scores.total,
    orders: scores.ordersTotal,
    customers: table.rows,
    currency: histories.currency ?? "",
    level: spec.level,
    margin: spec.margin,
    annualRate: spec.annualRate,
    horizon: spec.horizon,
    first: isoDay(first(row, "start")),
    from: isoDay(stop),
    until: isoDay(ahead(stop, spec.horizon)),
    unit: fit.unit,
    status,
    days,
    fits: { transactions: kept(fit), spend: kept(spend) },
    scale: first(row, "scale"),
  };
}

/** A fit as a card keeps it: what made it weak is said by the cell that fitted it. */
const kept = (fit: SavedFit): Json => ({ ...fit, reasons: [] });

/** The day a span after another, by calendar: 12 months after 9 December is 9 December. */
export function ahead(from: number, { count, unit }: Span): number {
  const day = new Date(from);
  const whole = Math.floor(count);
  const rest = count - whole;
  if (unit === "days" || unit === "weeks") return from + Math.round(count * (unit === "weeks" ? 7 : 1)) * DAY;
  day.setUTCMonth(day.getUTCMonth() + whole * (unit === "years" ? 12 : 1));
  // 31 January and one month is the last of February.
  if (day.getUTCDate() !== new Date(from).getUTCDate()) day.setUTCDate(0);
  return day.getTime() + Math.round(rest * (unit === "months" ? 30.4375 : 365.25)) * DAY;
}
