import { HARMLESS, LANGUAGE } from "../names";

/**
 * Leaves the worker's global scope with the language and what reaches nobody. The policy of the frame stops requests
 * anyhow; this also takes away storage, channels and workers, and whatever browsers will add.
 */
export function bare(scope: object = globalThis): void {
  for (
    let holder: object | null = scope;
    holder && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    for (const name of Reflect.ownKeys(holder)) {
      if (typeof name !== "string" || name === "constructor" || LANGUAGE.has(name) || HARMLESS.has(name))
        continue;
      // What will not go is covered.
      if (!Reflect.deleteProperty(holder, name)) Reflect.defineProperty(scope, name, { value: undefined });
    }
  }
  for (const name of ["createObjectURL", "revokeObjectURL"]) Reflect.deleteProperty(URL, name);
}
