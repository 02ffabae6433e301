import chardet from "chardet";
import { TWO_BYTES, twoBytes } from "./doublebyte";
import type { Head } from "./head";
import { utf16 } from "./head";
import { likeness } from "./letters";
import type { Evidence } from "../spec";

export interface Encoding {
  /** WHATWG label. */
  readonly label: string;
  readonly evidence: Evidence;
}

/** What one-byte files of our three languages and their neighbours are written in. */
const ONE_BYTE = [
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "iso-8859-2",
  "iso-8859-5",
  "koi8-r",
  "ibm866",
  "windows-1253",
  "windows-1255",
  // Differs from windows-1252 in six letters: last, so that it is chosen for those only.
  "windows-1254",
] as const;

/** Every encoding a user may choose in the dialog. */
export const ENCODINGS: readonly string[] = ["utf-8", "utf-16le", "utf-16be", ...ONE_BYTE, ...TWO_BYTES];

/**
 * How the text is written: a byte order mark; else whether it *is* UTF-8, strictly; else whether it is well formed in
 * an encoding of two bytes and made of its common letters; else the one-byte encoding in which its letters look most like
 * words of a language, chardet's opinion breaking ties.
 */
export function guessEncoding(head: Head): Encoding {
  const bytes = head.bytes;
  const wide = utf16(bytes);
  if (wide) {
    const code = wide.marked ? "sniff.encoding.mark" : "sniff.encoding.wide";
    return { label: wide.label, evidence: { code, params: { encoding: wide.label } } };
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { label: "utf-8", evidence: { code: "sniff.encoding.mark", params: { encoding: "utf-8" } } };
  }
  const pieces = [bytes, ...head.probes];
  if (pieces.every((piece, i) => isUtf8(piece, i > 0))) {
    const plain = pieces.every((piece) => piece.every((byte) => byte < 128));
    const code = plain ? "sniff.encoding.ascii" : "sniff.encoding.utf8";
    return { label: "utf-8", evidence: { code, params: { encoding: "utf-8" } } };
  }
  const telling = pieces.filter((piece) => piece.some((byte) => byte >= 128));
  const [first] = telling;
  const wider = first ? twoBytes(first, first !== bytes) : null;
  return first && wider ? by(wider, new TextDecoder(wider).decode(first)) : oneByte(telling);
}

/** Evidence by the first word that is not ASCII. */
function by(label: string, text: string): Encoding {
  const sample = /[\p{L}]*[^\x00-\x7f\ufffd][\p{L}]*/u.exec(text)?.[0] ?? "";
  return { label, evidence: { code: "sniff.encoding.letters", params: { encoding: label, sample } } };
}

/** Strict; a piece cut out of the middle may begin and end within a letter. */
function isUtf8(piece: Uint8Array, cut: boolean): boolean {
  let from = 0;
  while (cut && from < 3 && ((piece[from] ?? 0) & 0xc0) === 0x80) from++;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(piece.subarray(from), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function oneByte(pieces: readonly Uint8Array[]): Encoding {
  const opinions = chardet.analyse(pieces[0] ?? new Uint8Array());
  const ranked = ONE_BYTE.map((label) => {
    const text = pieces.map((piece) => new TextDecoder(label).decode(piece)).join("\n");
    const opinion = opinions.find((match) => match.name.toLowerCase() === label)?.confidence ?? 0;
    return { label, text, score: likeness(text) + opinion / 1000 };
  }).sort((a, b) => b.score - a.score);
  const best = ranked[0]!;
  return by(best.label, best.text);
}
