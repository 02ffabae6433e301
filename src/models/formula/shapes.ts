/** Layouts of inputs that several formulas share, for `shaped`. */
export const CASHES = ["start", "mid", "end"] as const;
export const TIMED = { first: ["now", "afterOnePeriod"], cash: CASHES } as const;
export const CHAIN = { transition: [["number"]], reward: ["number"] } as const;
