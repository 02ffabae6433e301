import { familyOf } from "../catalogue";
import { estimate } from "../fit/estimate";
import { ifAlive, lawOf } from "../fit/fitted";
import { SPEND_PARAMS } from "../gammaGamma/estimate";
import { backtest } from "../validation/backtest";
import { compareOrders } from "../validation/compareOrders";
import type { Estimate, ModelService } from "../service";
import { inUnit } from "../time";
import type { SavedFit } from "../types";
import { counted } from "./counted";
import { countsOf } from "./counts";
import { partOf, scoresOf } from "./score";
import { summariseSpend } from "./spend";
import { trackingOf } from "./tracking";

/** Natural parameters with 95 % intervals on the log scale; parameters that the data do not determine are left out. */
function intervalsOf(fit: SavedFit): Readonly<Record<string, Estimate>> | null {
  if (fit.status === "refused" || !fit.covariance) return null;
  const names = fit.model === "gamma-gamma" ? SPEND_PARAMS : familyOf(fit.model).params;
  const loose = new Set(
    fit.reasons.flatMap(({ params }) =>
      Array.isArray(params["params"]) ? (params["params"] as string[]) : [],
    ),
  );
  const entries = names.flatMap((name, i): [string, Estimate][] => {
    const value = fit.params[name]!;
    const variance = fit.covariance![i * names.length + i]!;
    if (loose.has(name) || !(variance > 0)) return [];
    const spread = Math.exp(1.959963984540054 * Math.sqrt(variance));
    return [[name, { value, low: value / spread, high: value * spread }]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** The model library as plain calls with plain data. */
export const modelService: ModelService = {
  fit: (model, data, options) => estimate(counted(familyOf(model), data.x.length), data, options),
  fitSpend: summariseSpend,
  intervals: intervalsOf,
  predict(fit, who, t) {
    const law = lawOf(familyOf(fit.model), fit);
    const time = inUnit(t, fit.unit);
    return {
      alive: ifAlive(law, who, null),
      orders: ifAlive(law, who, (x, T, tx) => law.ordersIfAlive(x, T, time, tx)),
    };
  },
  counts: (fit, T, max, seed) => countsOf(familyOf(fit.model), fit, T, max, seed),
  tracking: (request) => trackingOf(familyOf(request.fit.model), request),
  backtest,
  compare: compareOrders,
  score: scoresOf,
  scorePart: partOf,
};
