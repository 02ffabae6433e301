import type { Analysis } from "./analysis";
import { cohorts } from "./cohorts";
import { customers } from "./customers";
import { ordersPerCustomer } from "./ordersPerCustomer";
import { summary } from "./summary";

export type { Analysis, AnalysisHost, AnalysisJob, Input, Outcome, Schema } from "./analysis";

/** Every analysis, in the order menus show them. A spec never leaves its own analysis, so its type is hidden here. */
export const analyses: readonly Analysis[] = [
  summary,
  cohorts,
  ordersPerCustomer,
  customers,
] as readonly unknown[] as readonly Analysis[];
