/** Turns the build's address of one of our own files into one that can be fetched now. */
export type Resolver = (address: string) => string;

/** What a page that is one file has inside: by path the page's own address of it, and by address what it is. */
export interface Inside {
  readonly addresses: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, Blob>;
}
export const INSIDE = "tenureInside";
const scope = globalThis as typeof globalThis & { [INSIDE]?: Inside };

/** Null: this page has its files beside it. */
export const inside = (): Inside | null => scope[INSIDE] ?? null;

export function putInside(given: Inside): void {
  scope[INSIDE] = given;
}

/** Addresses that bundlers write are relative to the page or to the module that names them. */
const byLocation: Resolver = (address) =>
  inside()?.addresses[address.replace(/^\.\//, "")] ?? new URL(address, globalThis.location.href).href;

let resolver: Resolver = byLocation;

/**
 * The one way to address what we ship: worker scripts, wasm, notebooks, samples. A build into a single file replaces
 * the resolver and answers with blob addresses; nothing else in the tree knows.
 */
export function asset(address: string): string {
  return resolver(address);
}

export function resolveAssetsWith(next: Resolver | null): void {
  resolver = next ?? byLocation;
}

/** Fetches one of our own files. Throws the response's status as an error; the caller knows which words to say. */
export async function fetchAsset(address: string): Promise<Response> {
  const response = await fetch(asset(address));
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}
