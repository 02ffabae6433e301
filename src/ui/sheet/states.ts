import check from "@phosphor-icons/core/regular/check.svg?raw";
import circleDashed from "@phosphor-icons/core/regular/circle-dashed.svg?raw";
import clock from "@phosphor-icons/core/regular/clock-counter-clockwise.svg?raw";
import hourglass from "@phosphor-icons/core/regular/hourglass-low.svg?raw";
import linkBreak from "@phosphor-icons/core/regular/link-break.svg?raw";
import spinner from "@phosphor-icons/core/regular/spinner-gap.svg?raw";
import stopCircle from "@phosphor-icons/core/regular/stop-circle.svg?raw";
import xCircle from "@phosphor-icons/core/regular/x-circle.svg?raw";
import type { State } from "../../notebook/kind";

/** Each state has a shape of its own beside its word. */
export const STATE_ICONS: Readonly<Record<State, string>> = {
  idle: circleDashed,
  queued: hourglass,
  running: spinner,
  stopping: spinner,
  done: check,
  stale: clock,
  failed: xCircle,
  blocked: linkBreak,
  cancelled: stopCircle,
};
