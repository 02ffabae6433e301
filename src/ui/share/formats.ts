/** What a notebook can be handed on as, in the order of the menu. */
export const FORMATS = ["jupyter", "kit"] as const;
export type Format = (typeof FORMATS)[number];
