/** What a page can draw and stay usable; the recorder says so in time, the replay holds to it. */
export const LIMITS = {
  /** Elements of one mark that draws one for each row. */
  elements: 20_000,
  /** Elements of one figure. */
  together: 60_000,
  /** Rows behind lines and areas. */
  points: 200_000,
  /** Rows that are grouped or binned while drawing. */
  rows: 1_000_000,
  /** Single values in one figure, and letters in all its texts. */
  values: 8_000_000,
  letters: 20_000_000,
  calls: 500,
  depth: 24,
  /** Width and height in pixels. */
  pixels: 8_000,
  /** Ticks, thresholds, colours of a legend. */
  steps: 1_000,
  /** Steps of an interval across everything that is drawn. */
  intervals: 20_000,
  facets: 400,
} as const;
