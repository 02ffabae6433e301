import type { Customer, ExplainOptions, Explanation } from "../../../models/index";
import type { SavedFit } from "../../../models/types";
import { literal } from "../../../tables/client";
import type { RankingCard } from "../../../terms/cards";
import { DAYS_PER } from "../../../terms/unit";
import type { PageContext } from "../../context";
import type { Ranked } from "./ranked";

const DAY = 86_400_000;

/** A purchase day, epoch milliseconds, and what was paid on it. */
type Purchase = readonly [day: number, amount: number];

/** A row of the scores table as the customer that the model library explains, times in the fit's unit. */
export function customerOf(row: Ranked, card: RankingCard, purchases: readonly Purchase[]): Customer {
  const per = DAYS_PER[card.unit];
  const [first, ...repeats] = purchases;
  const times = repeats.map(([day]) => (day - first![0]) / DAY / per);
  const spend =
    repeats.length > 0 ? repeats.reduce((sum, [, amount]) => sum + amount, 0) / repeats.length : 0;
  return { x: row.x, tx: row.tx / per, T: row.T / per, spend, times };
}

/** Purchase days of one customer up to the end of observation, as the histories count them. */
async function purchasesOf(page: PageContext, row: Ranked, card: RankingCard): Promise<Purchase[]> {
  const engine = await page.engine();
  const batch = await engine.page.query(
    `SELECT "date", amount::DOUBLE FROM ${card.days!}
    WHERE customer = ${literal(row.customer)} AND "date" <= DATE ${literal(card.from)} ORDER BY "date"`,
  );
  const [days, amounts] = batch.values;
  return Array.from({ length: batch.rows }, (_, i) => [Number(days?.[i]), Number(amounts?.[i])]);
}

function optionsOf(card: RankingCard): ExplainOptions {
  const { count, unit } = card.horizon;
  return {
    transactions: card.fits.transactions as unknown as SavedFit,
    spend: card.fits.spend as unknown as SavedFit,
    margin: card.margin,
    annualRate: card.annualRate,
    horizon: { [unit]: count },
  };
}

/**
 * The parts, the path and the what-ifs of one customer; the library comes with the first question. Null where the
 * purchase days are not kept beside the histories.
 */
export async function explained(
  page: PageContext,
  row: Ranked,
  card: RankingCard,
): Promise<Explanation | null> {
  if (card.days === null) return null;
  const [{ explain }, purchases] = await Promise.all([
    import("../../../models/validation/explain"),
    purchasesOf(page, row, card),
  ]);
  return explain(customerOf(row, card, purchases), optionsOf(card));
}
