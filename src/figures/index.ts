import { baselines } from "./baselines";
import { chart } from "./chart";
import { cohorts } from "./cohorts";
import { counts } from "./counts";
import { distribution } from "./distribution";
import type { Figure } from "./figure";
import { ordersPerCustomer } from "./ordersPerCustomer";
import { segments } from "./segments";
import { spend } from "./spend";
import { tracking } from "./tracking";
import { whale } from "./whale";

export type { Figure, Options, Tools } from "./figure";

/** Every figure by the name that views carry. */
export const figures: Readonly<Record<string, Figure>> = {
  baselines,
  chart,
  cohorts,
  counts,
  distribution,
  "orders-per-customer": ordersPerCustomer,
  segments,
  spend,
  tracking,
  whale,
};
