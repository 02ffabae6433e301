import { BlobReader, BlobWriter, configure, ZipReader, type FileEntry } from "@zip.js/zip.js";
import { TenureError } from "../../terms/error";
import { megabytes } from "./size";

// Its own workers would come from elsewhere than the one place that boots ours; streams unpack without blocking anyway.
configure({ useWebWorkers: false });

/** A part larger than this when unpacked is no order file that a tab can hold. */
const MOST = 2_000_000_000;
/** Metadata of systems, and what is never a table. */
const NEVER = /(^|\/)(__MACOSX\/|\.|thumbs\.db$)|\.(pdf|png|jpe?g|gif|docx?|pptx?|html?|md|rtf|exe|dll)$/i;
const TABLE = /\.(csv|tsv|tab|txt|parquet|xlsx?|ods|json|ndjson|jsonl)(\.gz)?$/i;

interface Taken {
  readonly inner: File;
  readonly name: string;
  /** Every file in the archive that may be a table. */
  readonly names: readonly string[];
}

/** One file out of a zip archive: the one named, else the largest table. */
export async function archived(file: File, wanted: string | undefined): Promise<Taken> {
  const at = { file: file.name };
  const damaged = (cause: unknown): TenureError =>
    new TenureError("source.damaged", { file: file.name, kind: "zip" }, { cause, at });
  const reader = new ZipReader(new BlobReader(file));
  try {
    const all = await reader.getEntries().catch((cause: unknown) => {
      throw damaged(cause);
    });
    const entries = all.filter((one): one is FileEntry => !one.directory && !NEVER.test(one.filename));
    const tables = entries.filter(({ filename }) => TABLE.test(filename));
    const likely = (tables.length > 0 ? tables : entries).filter(
      ({ uncompressedSize }) => uncompressedSize > 0,
    );
    const largest = likely.reduce<FileEntry | null>(
      (most, one) => (most === null || one.uncompressedSize > most.uncompressedSize ? one : most),
      null,
    );
    const entry =
      wanted === undefined ? largest : (entries.find(({ filename }) => filename === wanted) ?? largest);
    const names = likely.map(({ filename }) => filename);
    if (!entry) throw new TenureError("source.zip", { file: file.name, n: all.length }, { at });
    if (entry.encrypted)
      throw new TenureError("source.locked", { file: file.name, inside: entry.filename }, { at });
    if (entry.uncompressedSize > MOST) {
      const params = {
        file: file.name,
        kind: "zip",
        size: megabytes(entry.uncompressedSize),
        most: megabytes(MOST),
      };
      throw new TenureError("source.too-large", params, { at });
    }
    const blob = await entry.getData(new BlobWriter()).catch((cause: unknown) => {
      throw damaged(cause);
    });
    return { inner: new File([blob], entry.filename.replace(/^.*\//, "")), name: entry.filename, names };
  } finally {
    await reader.close();
  }
}
