import { crm } from "./crm";
import { markets } from "./markets";
import { payments } from "./payments";
import { shops } from "./shops";
import { traffic } from "./traffic";
import type { Preset } from "./preset";

/** Every layout known by name. */
export const PRESETS: readonly Preset[] = [...shops, ...markets, ...payments, ...crm, ...traffic];
