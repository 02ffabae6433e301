/** What comes before a notebook in the hash of an address. */
export const KEY = "link";

/** Stands before it where the notebook is to be read. */
export const READ = "read";

/** What the hash of an address carries; null: no notebook. Whether it is whole, {@link ./link} says. */
export function linkIn(hash: string): string | null {
  return new RegExp(`^#?(?:${READ}&)?${KEY}=(.*)$`, "s").exec(hash)?.[1] ?? null;
}
