import type { Figure } from "./figure";

export type { Figure, Options, Tools } from "./figure";

/** Every figure by the name that views carry. */
export const figures: Readonly<Record<string, Figure>> = {};
