import { TenureError } from "../../terms/error";

/** Bytes of the (unpacked) beginning that are looked at before anything is decided. */
export const HEAD_BYTES = 262_144;
/** A plain file is also looked at here and there, for letters its beginning does not have. */
const PROBE_BYTES = 32_768;
const PROBES = 6;

/** The beginning of a file, unpacked. */
export interface Head {
  readonly format: "csv" | "parquet";
  readonly compression?: "gzip";
  readonly bytes: Uint8Array;
  /** Whether `bytes` is the whole content. */
  readonly whole: boolean;
  /** Pieces from further on, cut at any byte: good for telling encodings only. */
  readonly probes: readonly Uint8Array[];
}

/** Whether a file begins with these bytes. */
export const starts = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

const BINARY: readonly (readonly [what: string, signature: readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
  ["rar", [0x52, 0x61, 0x72, 0x21]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["sqlite", [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];

/**
 * Reads the beginning of a file and says what kind of file it is, by its bytes and never by its name.
 *
 * @throws TenureError `source.empty`; `source.binary` with `what`; `source.html`;
 *   `source.truncated-gzip`; `source.truncated-parquet`.
 */
export async function readHead(file: File): Promise<Head> {
  const at = { file: file.name };
  if (file.size === 0) throw new TenureError("source.empty", { file: file.name }, { at });
  const first = await slice(file, 0, HEAD_BYTES);
  if (starts(first, 0x1f, 0x8b)) {
    const { bytes, whole } = await gunzipHead(file);
    refuse(bytes, file.name);
    return { format: "csv", compression: "gzip", bytes, whole, probes: [] };
  }
  if (starts(first, 0x50, 0x41, 0x52, 0x31)) {
    const tail = await slice(file, Math.max(0, file.size - 4), file.size);
    if (file.size < 12 || !starts(tail, 0x50, 0x41, 0x52, 0x31)) {
      throw new TenureError("source.truncated-parquet", { file: file.name }, { at });
    }
    return { format: "parquet", bytes: first, whole: file.size <= HEAD_BYTES, probes: [] };
  }
  refuse(first, file.name);
  return { format: "csv", bytes: first, whole: file.size <= HEAD_BYTES, probes: await probes(file) };
}

/** Throws for what is not a text table. */
function refuse(bytes: Uint8Array, file: string): void {
  const at = { file };
  const binary = (what: string) => new TenureError("source.binary", { file, what }, { at });
  const known = BINARY.find(([, signature]) => starts(bytes, ...signature));
  if (known) throw binary(known[0]);
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 65_536));
  if (/^[\s\uFEFF\u00EF\u00BB\u00BF\0]*$/.test(text)) throw new TenureError("source.empty", { file }, { at });
  const opening = text
    .replace(/^\u00EF\u00BB\u00BF/, "")
    .trimStart()
    .slice(0, 200)
    .toLowerCase();
  if (/^<(!doctype html|html|table|head|body|meta)/.test(opening)) {
    throw new TenureError("source.html", { file }, { at });
  }
  if (!utf16(bytes) && controls(bytes) > 0.01) throw binary("unknown");
}

/** Share of bytes that no text has: NUL and other control codes, but for those that part cells (Hive, ASCII). */
function controls(bytes: Uint8Array): number {
  const length = Math.min(bytes.length, 65_536);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if ((byte < 9 && byte !== 1) || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27 && byte !== 31))
      count++;
  }
  return length === 0 ? 0 : count / length;
}

/** `utf-16le` or `utf-16be` by mark, or by a NUL beside nearly every letter; null for anything else. */
export function utf16(bytes: Uint8Array): { label: "utf-16le" | "utf-16be"; marked: boolean } | null {
  if (starts(bytes, 0xff, 0xfe)) return { label: "utf-16le", marked: true };
  if (starts(bytes, 0xfe, 0xff)) return { label: "utf-16be", marked: true };
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd / pairs > 0.6 && even === 0) return { label: "utf-16le", marked: false };
  if (even / pairs > 0.6 && odd === 0) return { label: "utf-16be", marked: false };
  return null;
}

async function slice(file: Blob, from: number, to: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}

async function probes(file: File): Promise<Uint8Array[]> {
  if (file.size <= HEAD_BYTES) return [];
  const step = (file.size - HEAD_BYTES) / PROBES;
  const places = Array.from({ length: PROBES }, (_, i) => Math.floor(HEAD_BYTES + i * step));
  return Promise.all(places.map((place) => slice(file, place, place + PROBE_BYTES)));
}

/** Unpacks until enough is there, then lets go of the stream. */
async function gunzipHead(file: File): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  try {
    while (length < HEAD_BYTES) {
      const { done, value } = await reader.read();
      if (done) {
        whole = true;
        break;
      }
      parts.push(value);
      length += value.length;
    }
  } catch (cause) {
    throw new TenureError("source.truncated-gzip", { file: file.name }, { cause, at: { file: file.name } });
  }
  if (!whole) void reader.cancel().catch(() => undefined);
  if (length === 0) throw new TenureError("source.empty", { file: file.name }, { at: { file: file.name } });
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return { bytes: bytes.subarray(0, HEAD_BYTES), whole: whole && length <= HEAD_BYTES };
}
