import type { Analysis } from "./plan/analysis";
import { backtest } from "./backtest";
import { baselines } from "./baselines";
import { clv } from "./clv";
import { cohorts } from "./cohorts";
import { compare } from "./compare";
import { counts } from "./counts";
import { customers } from "./customers";
import { distribution } from "./distribution";
import { fit } from "./fit";
import { grouped } from "./grouped";
import { ordersPerCustomer } from "./ordersPerCustomer";
import { scoring } from "./scoring";
import { segments } from "./segments";
import { spend } from "./spend";
import { summary } from "./summary";
import { tracking } from "./tracking";
import { whale } from "./whale";

export type { Analysis, AnalysisHost, AnalysisJob, Input, Outcome, Schema } from "./plan/analysis";

/** Specs never leave their own analysis, so their types are hidden here. */
const all: readonly unknown[] = [
  summary,
  cohorts,
  ordersPerCustomer,
  customers,
  fit,
  tracking,
  counts,
  baselines,
  backtest,
  compare,
  spend,
  clv,
  distribution,
  whale,
  segments,
  grouped,
  scoring,
];

/** Every analysis, in the order menus show them. */
export const analyses = all as readonly Analysis[];
