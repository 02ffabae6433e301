import {
  bergerNasr1,
  bergerNasr2a,
  bergerNasr2b,
  bergerNasr3,
  bergerNasr4,
  bergerNasr5,
  bestCutoff,
  bestSpend,
  brandValues,
  calibrateResponse,
  chainDeviation,
  chainFiniteValue,
  chainPower,
  chainValue,
  customerEquity,
  improveDriver,
  recencyChain,
  steadyShares,
  switchingMatrix,
} from "../../../src/models/formula/index";
import { returnOnInvestment } from "../../../src/models/managerial/money/roi";
import { type Answer, type Answers, type Entry, matrix, number, numbers, valueOf } from "../registry";

const sales = (e: Entry) => ({
  contribution: number(e, "GC"),
  promotion: number(e, "M"),
  retention: number(e, "r"),
  annualRate: number(e, "d"),
  years: number(e, "n"),
  promotionAt: "mid" as const,
});

const tenure = (e: Entry) => ({
  growth: number(e, "h"),
  initial: number(e, "v"),
  ceiling: number(e, "N"),
  turn: number(e, "g"),
  years: number(e, "n"),
  retention: number(e, "r"),
  annualRate: number(e, "d"),
});

const recency = (e: Entry) => ({
  buy: numbers(e, "p"),
  contribution: number(e, "NC"),
  contact: number(e, "M"),
  rate: number(e, "d"),
});

const migration = (e: Entry, mailingAt: "mid" | "start") =>
  valueOf(
    bergerNasr5({
      buy: numbers(e, "P"),
      contribution: number(e, "GC"),
      mailing: number(e, "M"),
      rate: number(e, "d"),
      horizon: number(e, "n"),
      mailingAt,
    }),
  );

const finite: Answer = (e) =>
  valueOf(chainFiniteValue({ ...recencyChain(recency(e)), periods: number(e, "T") }));
const infinite: Answer = (e) => valueOf(chainValue(recencyChain(recency(e))));

const market = (e: Entry) => ({
  shares: numbers(e, "B0"),
  volume: number(e, "V"),
  margin: number(e, "margin"),
  perYear: number(e, "f"),
  annualRate: number(e, "d"),
  purchases: number(e, "T"),
});

/** Models.md §3–§5. */
export const classics: Answers = {
  "bn-case1": (e) => valueOf(bergerNasr1(sales(e))).clv,
  "bn-case1-exact": (e) => {
    const { clv, gross, promotion } = valueOf(bergerNasr1(sales(e)));
    return { clv, gross, promo: promotion };
  },
  "bn-case2a": (e) => valueOf(bergerNasr2a({ ...sales(e), perYear: number(e, "p") })).clv,
  "bn-case2b": (e) => valueOf(bergerNasr2b({ ...sales(e), everyYears: number(e, "q") })).clv,
  "bn-case3": (e) => {
    const { clv, profit } = valueOf(bergerNasr3(tenure(e)));
    return { pi: profit, clv };
  },
  "bn-case4": (e) => valueOf(bergerNasr4(tenure(e))),
  "bn-case5": (e) => {
    const { clv, purchases, mailings } = migration(e, "mid");
    return { C: purchases, mailed: mailings, clv_mid: clv, clv_start: migration(e, "start").clv };
  },
  "bn-case5-inf": (e) => ({ clv_mid: migration(e, "mid").clv, clv_start: migration(e, "start").clv }),
  "pc-phpoms-mail": finite,
  "pc-phpoms-inf": (e) =>
    valueOf(
      chainValue({
        ...recencyChain({ buy: numbers(e, "p"), contribution: 0, contact: 0, rate: number(e, "d") }),
        reward: numbers(e, "R"),
      }),
    ),
  "pc-phpoms-P4": (e) =>
    valueOf(
      chainPower(
        recencyChain({ buy: numbers(e, "p"), contribution: 0, contact: 0, rate: 0 }).transition,
        number(e, "steps"),
      ),
    ),
  "pc-T4": finite,
  "pc-inf": infinite,
  "pc-policy3": infinite,
  "pc-var": (e) => valueOf(chainDeviation(recencyChain(recency(e))))[0]!,
  "pc-one-state": (e) => valueOf(chainValue(recencyChain(recency(e))))[0]!,
  "pc-cut2-cut1": (e) => {
    const { firstByCutoff } = valueOf(bestCutoff(recency(e)));
    return [firstByCutoff[1]!, firstByCutoff[0]!];
  },
  "bd-optimum": (e) => {
    const plan = valueOf(
      bestSpend({
        margin: number(e, "m"),
        rate: number(e, "d"),
        acquisition: { ceiling: number(e, "ceil_a"), steepness: number(e, "k1") },
        retention: { ceiling: number(e, "ceil_r"), steepness: number(e, "k2") },
      }),
    );
    return {
      R: plan.retentionSpend,
      r: plan.retentionRate,
      ltv: plan.customerValue,
      A: plan.acquisitionSpend,
      a: plan.acquisitionRate,
      CE: plan.equity,
    };
  },
  "bd-calibrate": (e) =>
    valueOf(
      calibrateResponse({
        rate: number(e, "rate"),
        ceiling: number(e, "ceiling"),
        spend: number(e, "spend"),
      }),
    ).steepness,
  "bgt-ce": (e) => {
    const { acquisition, future, total } = valueOf(
      customerEquity({
        segments: [
          {
            prospects: number(e, "N"),
            acquisitionRate: number(e, "alpha"),
            sales: number(e, "S"),
            cost: number(e, "c"),
            acquisitionSpend: number(e, "B_a"),
            retentionSpend: number(e, "B_r"),
            addOnSpend: number(e, "B_AO"),
            retention: number(e, "rho"),
          },
        ],
        rate: number(e, "d"),
        horizon: "infinite",
      }),
    );
    return { acquisition, future, CE: total };
  },
  "rlz-clv": (e) => valueOf(brandValues({ ...market(e), switching: matrix(e, "M") })),
  "rlz-steady": (e) => valueOf(steadyShares(matrix(e, "M"))),
  "rlz-logit": (e) => {
    const drivers = {
      last: number(e, "beta_last"),
      weights: [number(e, "beta_quality")],
      ratings: numbers(e, "quality").map((quality) => [quality]),
    };
    const change = { brand: 0, driver: 0, change: number(e, "dq"), spend: number(e, "E") };
    const { before, after, roi } = valueOf(improveDriver({ ...market(e), drivers, ...change }));
    return { M: valueOf(switchingMatrix(drivers)), clv0: before, clv1: after, roi };
  },
  "rlz-aa-roi": (e) =>
    valueOf(returnOnInvestment({ gain: number(e, "dCE_musd"), spend: number(e, "E_musd") })).roi,
};
