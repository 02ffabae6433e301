import { TenureError } from "../terms/error";
import { KEY } from "./linkHash";

/**
 * A notebook's text in the hash of an address: deflated with its checksum (RFC 1950), then base64 in the letters that
 * an address may hold. What stands behind `#` is sent to no server. Only the text goes in: never rows of a file.
 */
const VERSION = "1.";
/** Longest text a link may open to, in bytes: a few kilobytes may unpack to a gigabyte. */
export const MOST_TEXT = 2_000_000;
/** Longest address given out, in characters: beyond it browsers cut or refuse. */
export const MOST_LINK = 64_000;
/** Mail programs and chats may cut an address longer than this. */
export const SAFE_LINK = 2_000;

export async function linkTo(text: string, home: string): Promise<string> {
  const packed = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate")));
  return `${home.replace(/[?#].*$/s, "")}#${KEY}=${VERSION}${letters(packed)}`;
}

/** The text a link carries. Throws `link.newer`, `link.damaged` or `link.too-large`. */
export async function readLink(carried: string): Promise<string> {
  const version = /^\d+\./.exec(carried)?.[0];
  if (version !== undefined && version !== VERSION) throw new TenureError("link.newer");
  const packed = version === undefined ? null : bytes(carried.slice(version.length));
  if (!packed) throw new TenureError("link.damaged");
  try {
    const text = await collect(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
  } catch (cause) {
    if (cause instanceof TenureError) throw cause;
    throw new TenureError("link.damaged", {}, { cause });
  }
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    if (length <= MOST_TEXT) continue;
    await reader.cancel();
    throw new TenureError("link.too-large", { limit: MOST_TEXT / 1e6 });
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function letters(packed: Uint8Array): string {
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Null: these are not the letters of a link. */
function bytes(written: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(written)) return null;
  try {
    const binary = atob(written.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
