import { above, atLeast, firstFailure } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";

/**
 * The response curve of Blattberg & Deighton (1996), HBR 74(4): rate(spend) = ceiling·(1 − e^{−k·spend}).
 */
export interface Response {
  /** Rate approached with unlimited spend, 0 < ceiling ≤ 1. */
  readonly ceiling: number;
  /** Steepness k > 0, per unit of money. */
  readonly steepness: number;
}

const CURVE = { ceiling: "number", steepness: "number" } as const;

/**
 * Rate at a spend ≥ 0.
 * @source Blattberg & Deighton (1996), Harvard Business Review 74(4):136–144, a(A) = ā(1 − e^{−kA}).
 */
export function respond(curve: Response, spend: number): number {
  insist(curve, CURVE, "curve");
  insist(spend, "number", "spend");
  return -curve.ceiling * Math.expm1(-curve.steepness * spend);
}

/**
 * d rate / d spend.
 * @source Blattberg & Deighton (1996), Harvard Business Review 74(4):136–144, the derivative of the response
 * curve.
 */
export function marginalResponse(curve: Response, spend: number): number {
  insist(curve, CURVE, "curve");
  insist(spend, "number", "spend");
  return curve.ceiling * curve.steepness * Math.exp(-curve.steepness * spend);
}

/**
 * Steepness from "we spend A_0 and get a_0; at most we could get ā": k = −ln(1 − a_0/ā)/A_0.
 * Domain 0 < a_0 < ā ≤ 1, A_0 > 0. Errors: OUT_OF_RANGE when a_0 ≥ ā.
 * @source Blattberg & Deighton (1996), Harvard Business Review 74(4):136–144: the curve through today’s point and
 * the ceiling.
 */
export function calibrateResponse(o: {
  readonly rate: number;
  readonly ceiling: number;
  readonly spend: number;
}): Outcome<Response> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      above("ceiling", o.ceiling, 0),
      o.ceiling > 1 ? fail("OUT_OF_RANGE", "ceiling", o.ceiling, 1) : null,
      atLeast("rate", o.rate, 0),
      above("spend", o.spend, 0),
    );
  if (bad) return bad;
  if (o.rate >= o.ceiling) return fail("OUT_OF_RANGE", "rate", o.rate, o.ceiling);
  if (o.rate === 0) return fail("NOT_IDENTIFIED", "rate", 0, 0);
  return done(
    { ceiling: o.ceiling, steepness: -Math.log1p(-o.rate / o.ceiling) / o.spend },
    { curve: "exponential" },
  );
}
