import type { FitCard, RankingCard, SpendCard } from "../../terms/cards";
import type { TableRef } from "../../terms/table";
import type { Json, View } from "../../terms/view";

interface Cards {
  readonly fit: FitCard;
  readonly spend: SpendCard;
  readonly ranking: RankingCard;
}

/** A card as a view. Its data are plain JSON by construction, which its type (with optional fields) cannot say. */
export function cardView<K extends keyof Cards>(card: K, data: Cards[K], table?: TableRef): View {
  return { show: "card", card, data: data as unknown as Json, ...(table ? { table } : {}) };
}
