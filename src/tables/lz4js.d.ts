/** The two functions of lz4js that are used; the package brings no types. */
declare module "lz4js" {
  export function compress(bytes: Uint8Array): Uint8Array;
  /** @param size - How many bytes come out at most. */
  export function decompress(bytes: Uint8Array, size?: number): Uint8Array;
}
