import { TenureError } from "../../terms/error";
import { cutAt, startsOf } from "./fixed";
import { unwrapped } from "./quoting";
import type { ReadSpec } from "../spec";

/** A line longer than this is no row of a table: broken quotes, or a file made to fill memory. */
const LONGEST_LINE = 16 * 1024 * 1024;
/** Chunks are folded into a Blob at this size, so that the browser may keep them out of memory. */
const FOLD = 16 * 1024 * 1024;

export interface StreamOptions {
  readonly signal: AbortSignal;
  /** Bytes of the file read so far; never falls, ends at the file's size. */
  readonly progress: (bytes: number, of: number) => void;
}

/**
 * The file as UTF-8 with even line ends and one-character delimiters, read as a stream: unpacked, decoded, and every
 * run of blanks made one tab where blanks are the delimiter.
 *
 * @throws TenureError `source.truncated-gzip`, `source.encoding`, `source.endless-line`; the signal's reason.
 */
export async function transcode(
  file: File,
  read: ReadSpec,
  gzip: boolean,
  options: StreamOptions,
): Promise<Blob> {
  const at = { file: file.name };
  const counted = file.stream().pipeThrough(counter(file.size, options.progress));
  const bytes = gzip ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  const encoding = read.encoding ?? "utf-8";
  const decoder = encoding === "utf-8" ? null : new TextDecoder(encoding, { fatal: false });
  const starts = startsOf(read.delimiter);
  const blanks =
    read.delimiter === "blank"
      ? squeeze()
      : starts
        ? byLine(tabbed(starts))
        : read.quote === "rows"
          ? byLine(unwrapped)
          : null;
  const lines = evenLines();
  const encoder = new TextEncoder();
  const text = blanks && !decoder ? new TextDecoder("utf-8", { fatal: true }) : decoder;
  const convert = (chunk: Uint8Array | null): Uint8Array => {
    let piece = chunk ?? new Uint8Array();
    if (text) {
      let written = text.decode(piece, { stream: chunk !== null });
      if (blanks) written = blanks(written);
      piece = encoder.encode(written.replaceAll("\0", ""));
    }
    return lines(piece, chunk === null);
  };
  let parts: BlobPart[] = [];
  let pending = 0;
  let line = 0;
  const reader = (bytes as ReadableStream<Uint8Array>).getReader();
  const stop = (): void => void reader.cancel(options.signal.reason).catch(() => undefined);
  options.signal.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      options.signal.throwIfAborted();
      const piece = convert(done ? null : value);
      line = longest(piece, line, at);
      parts.push(piece as Uint8Array<ArrayBuffer>);
      pending += piece.length;
      if (pending > FOLD) {
        parts = [new Blob(parts)];
        pending = 0;
      }
      if (done) return new Blob(parts);
    }
  } catch (cause) {
    options.signal.throwIfAborted();
    void reader.cancel().catch(() => undefined);
    if (cause instanceof TenureError) throw cause;
    const code = gzip ? "source.truncated-gzip" : "source.encoding";
    throw new TenureError(code, { file: file.name, encoding }, { cause, at });
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

function counter(
  of: number,
  progress: StreamOptions["progress"],
): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk: Uint8Array, controller) {
      bytes += chunk.length;
      progress(bytes, of);
      controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
}

/** Every `\r\n` and lone `\r` becomes `\n`, also across chunks; a byte order mark goes. */
function evenLines(): (chunk: Uint8Array, last: boolean) => Uint8Array {
  let first = true;
  let held = false; // a carriage return at the end of the chunk before
  return (chunk, last) => {
    let from = 0;
    if (first && chunk.length > 0) {
      first = false;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) from = 3;
    }
    if (!held && chunk.indexOf(13, from) === -1) return from === 0 ? chunk : chunk.subarray(from);
    const even = new Uint8Array(chunk.length - from + 2);
    let to = 0;
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (held && byte !== 10) even[to++] = 10;
      held = byte === 13;
      if (!held) even[to++] = byte;
    }
    if (last && held) even[to++] = 10;
    return even.subarray(0, to);
  };
}

/** Runs of blanks become one tab; those at either end of a line go. */
function squeeze(): (text: string) => string {
  let rest = "";
  return (text) => {
    const all = rest + text;
    const end = text === "" ? all.length : all.lastIndexOf("\n") + 1;
    rest = all.slice(end);
    return all
      .slice(0, end)
      .replace(/[ \t]+/g, "\t")
      .replace(/^\t|\t(?=\r?$)/gm, "");
  };
}

/** Every line's cells at their places, parted by tabs. */
function tabbed(starts: readonly number[]): (line: string) => string {
  const cell = (text: string): string => (/["\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return (text) => (text.trim() === "" ? "" : cutAt(text, starts).map(cell).join("\t"));
}

/** Each whole line made another; what is left of the last one waits for more. */
function byLine(line: (text: string) => string): (text: string) => string {
  let rest = "";
  return (text) => {
    const all = rest + text;
    const end = text === "" ? all.length : all.lastIndexOf("\n") + 1;
    rest = all.slice(end);
    return all
      .slice(0, end)
      .split("\n")
      .map((one) => line(one.replace(/\r$/, "")))
      .join("\n");
  };
}

/** Bytes since the last line end. */
function longest(piece: Uint8Array, before: number, at: { file: string }): number {
  const last = piece.lastIndexOf(10);
  const line = last === -1 ? before + piece.length : piece.length - last - 1;
  if (line > LONGEST_LINE) throw new TenureError("source.endless-line", { file: at.file }, { at });
  return line;
}
