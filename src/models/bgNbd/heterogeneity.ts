import { above, firstFailure } from "../fit/guard";
import { done, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";

export interface Heterogeneity {
  /** Purchases per unit of time while a customer: mean r/α and variance r/α². */
  readonly rate: { readonly mean: number; readonly variance: number };
  /** Probability of leaving after a purchase: mean a/(a+b) and variance ab/((a+b)²(a+b+1)). */
  readonly dropout: { readonly mean: number; readonly variance: number };
}

/** How customers differ under the BG/NBD: moments of λ ~ Gamma(r, α) and p ~ Beta(a, b) (Fader, Hardie & Lee 2005). */
export function bgNbdHeterogeneity(o: {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}): Outcome<Heterogeneity> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { r, alpha, a, b } = o;
  const bad = firstFailure(above("r", r, 0), above("alpha", alpha, 0), above("a", a, 0), above("b", b, 0));
  if (bad) return bad;
  return done(
    {
      rate: { mean: r / alpha, variance: r / alpha ** 2 },
      dropout: { mean: a / (a + b), variance: (a * b) / ((a + b) ** 2 * (a + b + 1)) },
    },
    { model: "bg-nbd" },
  );
}
