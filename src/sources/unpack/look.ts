import { sourceHash } from "../read/hash";
import { starts } from "../read/head";
import { sniff } from "../sniff";
import { unpacker, type Unpacker } from "./away";
import { kindOf } from "./kindOf";

/** A smaller file is looked at in a moment. Bytes. */
const MUCH_TO_LOOK_AT = 64 * 1024;
/** A smaller one is hashed in a moment. Bytes. */
const MUCH_TO_HASH = 4 * 1024 * 1024;

/** See `sniff`. What must be taken apart first, or is Parquet, is looked at here, where what is taken apart is kept. */
export const look: Unpacker["sniff"] = async (file, ...said) => {
  const there = unpacker();
  return there && file.size > MUCH_TO_LOOK_AT && (await isPlain(file))
    ? there.sniff(file, ...said)
    : sniff(file, ...said);
};

/** See `sourceHash`. */
export const hash: Unpacker["sourceHash"] = (file) =>
  ((file.size > MUCH_TO_HASH && unpacker()?.sourceHash) || sourceHash)(file);

async function isPlain(file: File): Promise<boolean> {
  const begins = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const packed = starts(begins, 0x1f, 0x8b) || starts(begins, 0x50, 0x41, 0x52, 0x31);
  return !packed && (await kindOf(file)) === "plain";
}
