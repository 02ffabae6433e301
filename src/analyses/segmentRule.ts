/**
 * Segments by a customer's own rhythm, in the order figures show them. The usual gap of a customer is tx / x, not less
 * than two weeks.
 *
 * - `rhythm`: bought again, and silent for no more than two usual gaps
 * - `new`: one purchase, at most 90 days old
 * - `slowing`: silent for two to four usual gaps
 * - `silent`: silent for more than four
 * - `once`: one purchase, more than 90 days ago
 */
export const SEGMENTS = ["rhythm", "new", "slowing", "silent", "once"] as const;

/** Days after which a single purchase is no longer new. */
export const NEW_DAYS = 90;
/** Days a usual gap counts for at least. */
export const SHORTEST_GAP = 14;

/** The index in {@link SEGMENTS} of a row with columns x, tx, T in days. */
export const SEGMENT_SQL = `CASE
      WHEN x = 0 THEN CASE WHEN T <= ${NEW_DAYS} THEN 1 ELSE 4 END
      WHEN T - tx <= 2 * greatest(tx / x, ${SHORTEST_GAP}) THEN 0
      WHEN T - tx <= 4 * greatest(tx / x, ${SHORTEST_GAP}) THEN 2
      ELSE 3 END`;
