import { isMap, isNode, isScalar } from "yaml";
import { nearest } from "../notebook/nearest";
import { TenureError, type Problem } from "../terms/error";

/** The text of a body with the place of every mistake. */
export class Reader {
  readonly problems: Problem[] = [];

  fail(code: string, params: Record<string, string | number | readonly string[]>, node: unknown): void {
    const range = isNode(node) && node.range ? ([node.range[0], node.range[1]] as const) : undefined;
    this.problems.push(new TenureError(code, params, range ? { at: { range } } : {}).toJSON());
  }

  /** Keys and values of a map; unknown and doubled keys are mistakes where `keys` says which there are. */
  map(node: unknown, key: string, keys?: readonly string[]): Map<string, unknown> {
    const found = new Map<string, unknown>();
    if (!isMap(node)) {
      if (node !== null && node !== undefined)
        this.fail("yaml.wrong-type", { key, expected: "object" }, node);
      return found;
    }
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      if (keys && !keys.includes(name)) {
        this.fail("yaml.unknown-key", { key: name, nearest: nearest(name, keys), keys }, pair.key);
      }
      found.set(name, pair.value);
    }
    return found;
  }

  text(node: unknown, key: string): string | undefined {
    if (!isScalar(node) || node.value === null) return undefined;
    if (typeof node.value === "string") return node.value;
    if (typeof node.value === "number" || typeof node.value === "boolean")
      return node.source ?? String(node.value);
    this.fail("yaml.wrong-type", { key, expected: "string" }, node);
    return undefined;
  }

  whole(node: unknown, key: string): number | undefined {
    if (!isScalar(node) || node.value === null) return undefined;
    if (typeof node.value === "number" && Number.isInteger(node.value) && node.value >= 0) return node.value;
    this.fail("yaml.wrong-type", { key, expected: "integer" }, node);
    return undefined;
  }

  /** Above nought. */
  factor(node: unknown, key: string): number | undefined {
    if (!isScalar(node) || node.value === null) return undefined;
    if (typeof node.value === "number" && node.value > 0 && Number.isFinite(node.value)) return node.value;
    this.fail("yaml.wrong-type", { key, expected: "number" }, node);
    return undefined;
  }

  oneOf<T extends string>(node: unknown, key: string, options: readonly T[]): T | undefined {
    const value = this.text(node, key);
    if (value === undefined || (options as readonly string[]).includes(value)) return value as T | undefined;
    this.fail("yaml.not-one-of", { key, value, nearest: nearest(value, options), options }, node);
    return undefined;
  }
}
