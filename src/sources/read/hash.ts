/** A larger file is not held in memory to be hashed; its size alone tells it from another. */
const LARGEST = 256 * 1024 * 1024;

/** SHA-256 of a file's bytes in hex; null for a file over 256 MB. */
export async function sourceHash(file: Blob): Promise<string | null> {
  if (file.size > LARGEST) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
