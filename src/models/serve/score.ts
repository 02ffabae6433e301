import { familyOf } from "../catalogue";
import { hashRows } from "../fit/grouped";
import { ModelRefused } from "../fit/refused";
import type { DrawnPart, ScorePart, Share } from "../score/blocks";
import { Fates } from "../score/fates";
import { checkMoney } from "../score/money";
import { drawPart } from "../score/draw";
import { partOf as joinedPart, shareOf } from "../score/part";
import type { ScoreRequest, Scores } from "../service";
import { valuation, type Valuation } from "../score/valuation";
import { DRAWS, joined } from "./join";
import { tell } from "./progress";

/** Terms whose worlds are kept: a hand that goes back and forth finds them again. */
const TERMS = 4;

/** What stays when margin, discount rate or horizon move: customers, what they are worth at quadrature nodes, worlds. */
interface Kept {
  readonly key: string;
  readonly who: ScoreRequest["who"];
  readonly valued: Valuation;
  /** By terms, the last asked for last; at margin 1. */
  readonly worlds: Map<string, DrawnPart>;
  /** What of the worlds last drawn no terms move, and which worlds these are. */
  fates: { readonly worlds: string; readonly known: Fates | null } | null;
}

let kept: Kept | null = null;

/**
 * The scores of one share of the customers at margin 1. Expected values under other terms are sums over kept tables and
 * cost milliseconds. Intervals come from worlds: another margin scales them exactly; another rate or horizon draws
 * those of their customers anew who are alive and buy, unless the terms are among the last few.
 */
export function partOf(request: ScoreRequest, share: Share): ScorePart {
  checkMoney(request);
  const { fit, annualRate, horizon, level, seed, draws = DRAWS, group } = request;
  const base = keptFor(request, share);
  const options = { ...request, family: familyOf(fit.model), margin: 1, draws, progress: tell };
  const key = JSON.stringify([annualRate, horizon, level, seed, draws, group ? hashOrdered([group]) : ""]);
  const drawn = base.worlds.get(key) ?? drawPart(options, base.who, share, fatesOf(base, seed, draws));
  base.worlds.delete(key);
  base.worlds.set(key, drawn);
  for (const old of base.worlds.keys()) if (base.worlds.size > TERMS) base.worlds.delete(old);
  return joinedPart(base.valued, options, share, drawn);
}

/** Who lives and who buys in these worlds, as far as it is known. */
function fatesOf(base: Kept, seed: number, draws: number): Fates | null {
  const worlds = `${seed}/${draws}`;
  if (base.fates?.worlds !== worlds) base.fates = { worlds, known: Fates.of(base.who.x.length, draws) };
  return base.fates.known;
}

/** @throws ModelRefused, `history.*` */
function keptFor({ fit, spend, who }: ScoreRequest, share: Share): Kept {
  const money = typeof spend === "number" ? spend : [spend.model, spend.params, spend.covariance];
  const key = JSON.stringify([
    hashOrdered([who.x, who.tx, who.T, who.spend]),
    [fit.model, fit.unit, fit.params, fit.covariance, money, share],
  ]);
  for (const one of [fit, spend])
    if (typeof one !== "number" && one.status === "refused") throw new ModelRefused(one.model, one.reasons);
  if (kept?.key !== key) {
    kept = null; // Two of them at once would be one too many.
    const mine = shareOf(who, share);
    kept = {
      key,
      who: mine,
      valued: valuation({ transactions: fit, spend, who: mine }),
      worlds: new Map(),
      fates: null,
    };
  }
  return kept;
}

/** Scores as `scoreCustomers` gives them, with what moves of the terms leave alone worked out once. */
export const scoresOf = (request: ScoreRequest): Scores =>
  joined(request, [partOf(request, { index: 0, of: 1 })]);

/** Unlike `hashRows`, the order of rows counts: scores come back in it. */
function hashOrdered(columns: readonly ArrayLike<number>[]): string {
  const place = Float64Array.from(columns[0] ?? [], (_, i) => i);
  return hashRows([place, ...columns]);
}
