/** Layouts of inputs that several contractual models share, for `shaped`. */
export const TALLY = {
  lost: ["number"],
  kept: ["number"],
  entered: ["number"],
  customers: "number",
} as const;
