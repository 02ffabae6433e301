import { familyOf } from "../catalogue";
import { estimate } from "../fit/estimate";
import { ifAlive, lawOf } from "../fit/fitted";
import { SPEND_PARAMS } from "../gammaGamma/estimate";
import { backtest } from "../validation/backtest";
import { compareOrders } from "../validation/compareOrders";
import type { FoundInterval, ModelService } from "../service";
import { inUnit } from "../time";
import type { Histories, SavedFit } from "../types";
import { parameterIntervals } from "../uncertainty/intervals";
import { counted } from "./counted";
import { countsOf } from "./counts";
import { partOf, scoresOf } from "./score";
import { summariseSpend } from "./spend";
import { trackingOf } from "./tracking";

/** Natural parameters with 95 % intervals; those on which the data set no bound on either side are left out. */
function intervalsOf(fit: SavedFit, data?: Histories): Readonly<Record<string, FoundInterval>> | null {
  if (fit.status === "refused") return null;
  const found = data ? parameterIntervals(fit, data) : fromCovariance(fit);
  const bounded = Object.entries(found).filter(([, { low, high }]) => low > 0 || high !== null);
  return bounded.length > 0 ? Object.fromEntries(bounded) : null;
}

/** On the log scale; parameters that the data do not determine are left out. */
function fromCovariance(fit: SavedFit): Readonly<Record<string, FoundInterval>> {
  if (!fit.covariance) return {};
  const names = fit.model === "gamma-gamma" ? SPEND_PARAMS : familyOf(fit.model).params;
  const loose = new Set(
    fit.reasons.flatMap(({ params }) =>
      Array.isArray(params["params"]) ? (params["params"] as string[]) : [],
    ),
  );
  const entries = names.flatMap((name, i): [string, FoundInterval][] => {
    const value = fit.params[name]!;
    const variance = fit.covariance![i * names.length + i]!;
    if (loose.has(name) || !(variance > 0)) return [];
    const spread = Math.exp(1.959963984540054 * Math.sqrt(variance));
    return [[name, { value, low: value / spread, high: value * spread, by: "laplace" }]];
  });
  return Object.fromEntries(entries);
}

/** The model library as plain calls with plain data. */
export const modelService: ModelService = {
  fit: (model, data, options) => estimate(counted(familyOf(model), data), data, options),
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
