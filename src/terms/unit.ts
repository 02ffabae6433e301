/** Units of time; a model counts whole days and divides once (`DAYS_PER`). */
export type Unit = "day" | "week" | "month" | "year";

/** Days in one unit, by convention of the whole product: month = 30.4375, year = 365.25. */
export const DAYS_PER: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30.4375, year: 365.25 };

/** An ISO 4217 code, or "" while the user has not said. */
export type Currency = string;

/** What a number counts: time, money, or a dimensionless count, probability, share. */
export type Measure = Unit | "count" | "probability" | "share" | "money";
