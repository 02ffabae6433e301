import { TenureError } from "../../terms/error";
import type { ModelId, Reason } from "../types";

/**
 * Thrown by every prediction of a refused fit. Code `model.refused`; the reasons say why.
 * @source the rules of `status.md`.
 */
export class ModelRefused extends TenureError {
  readonly model: ModelId;
  readonly reasons: readonly Reason[];

  constructor(model: ModelId, reasons: readonly Reason[]) {
    super("model.refused", { model, reasons: reasons.map((reason) => reason.code) });
    this.name = "ModelRefused";
    this.model = model;
    this.reasons = reasons;
  }
}
