import type { Reason } from "../types";
import type { Averages, Summary } from "./summary";

/** Which contender to use, and why, in codes: words are the catalogue's. */
export interface Verdict {
  /** The model with the least error per customer; null where none could guess. */
  readonly best: string | null;
  readonly reasons: readonly Reason[];
}

/** What differs by less than one in a hundred is equal: nobody should change a method for it. */
export const EQUAL = 0.01;
/** A total this far off is said. */
const OFF = 0.15;

type Measure =
  "orders-mae" | "orders-total" | "orders-ranking" | "money-mae" | "money-total" | "money-ranking";

/** Each measure as a loss: less is better; slack in the measure's own units. */
function losses({ orders, money }: Summary): ReadonlyMap<Measure, number | null> {
  const of = (prefix: "orders" | "money", a: Averages | null): [Measure, number | null][] => [
    [`${prefix}-mae`, a ? a.mae : null],
    [`${prefix}-total`, a ? a.totalError : null],
    [`${prefix}-ranking`, a?.gini == null ? null : -a.gini],
  ];
  return new Map([...of("orders", orders), ...of("money", money)]);
}

/**
 * Reasons: `loses-to-the-baseline` (which guess beats the best model, by which measure), `beats-the-baselines`,
 * `as-good` (another model is within a hundredth), `total-off` (the total was off by over 15 % on average), `no-model`.
 */
export function verdictOf(summary: readonly Summary[]): Verdict {
  const models = summary.filter(({ kind, orders }) => kind === "model" && orders);
  if (models.length === 0) return { best: null, reasons: [{ code: "no-model", params: {} }] };
  const best = models.reduce((a, b) => (b.orders!.mae < a.orders!.mae ? b : a));
  const reasons = losingTo(best, summary);
  if (reasons.length === 0) reasons.push({ code: "beats-the-baselines", params: { model: best.id } });
  const close = models.filter((one) => one !== best && one.orders!.mae <= best.orders!.mae * (1 + EQUAL));
  if (close.length > 0)
    reasons.push({ code: "as-good", params: { model: best.id, models: close.map(({ id }) => id) } });
  const off = best.orders!.totalError;
  if (off !== null && off > OFF) reasons.push({ code: "total-off", params: { model: best.id, error: off } });
  return { best: best.id, reasons };
}

/** Per measure, the baseline that beats the model most, if one does by more than a hundredth. */
export function losingTo(model: Summary, summary: readonly Summary[]): Reason[] {
  const ours = losses(model);
  return [...ours].flatMap(([measure, loss]): Reason[] => {
    if (loss === null) return [];
    const rivals = summary
      .filter(({ kind }) => kind === "baseline")
      .flatMap((one) => {
        const theirs = losses(one).get(measure);
        return theirs == null ? [] : [{ id: one.id, theirs }];
      });
    if (rivals.length === 0) return [];
    const rival = rivals.reduce((a, b) => (b.theirs < a.theirs ? b : a));
    const slack = measure.endsWith("mae") ? EQUAL * loss : EQUAL;
    if (rival.theirs >= loss - slack) return [];
    const params = {
      model: model.id,
      baseline: rival.id,
      measure,
      ours: Math.abs(loss),
      theirs: Math.abs(rival.theirs),
    };
    return [{ code: "loses-to-the-baseline", params }];
  });
}
