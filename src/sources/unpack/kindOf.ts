import { starts } from "../read/head";

/** What stands around a table, told by the first bytes and never by the name. `page`: a web page saved as a workbook. */
export type Kind = "plain" | "gzip" | "zip" | "workbook" | "page" | "json" | "arrow";

const LOOK = 65_536;

export async function kindOf(file: File): Promise<Kind> {
  const bytes = new Uint8Array(await file.slice(0, LOOK).arrayBuffer());
  if (starts(bytes, 0x1f, 0x8b)) return (await packed(file)) ? "gzip" : "plain";
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return "workbook";
  if (isArrow(bytes)) return "arrow";
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return isWorkbook(bytes) ? "workbook" : "zip";
  return textKind(bytes);
}

/** `ARROW1` before a file; a stream begins with a continuation mark and the length of its schema. */
const isArrow = (bytes: Uint8Array): boolean =>
  starts(bytes, 0x41, 0x52, 0x52, 0x4f, 0x57, 0x31, 0, 0) ||
  (starts(bytes, 0xff, 0xff, 0xff, 0xff) &&
    bytes.length > 16 &&
    bytes[7] === 0 &&
    (bytes[4]! | bytes[5]!) !== 0);

/** Office names its parts at the front of the archive. */
function isWorkbook(bytes: Uint8Array): boolean {
  const names = new TextDecoder("latin1").decode(bytes.subarray(0, 8192));
  return /xl\/|\[Content_Types\]\.xml|opendocument\.spreadsheet/.test(names);
}

function textKind(bytes: Uint8Array): Kind {
  const utf16 = starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff);
  const text = new TextDecoder(utf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "latin1").decode(
    bytes,
  );
  const opening = text
    .replace(/^(\uFEFF|\u00EF\u00BB\u00BF)/, "")
    .trimStart()
    .slice(0, 400)
    .toLowerCase();
  if (
    /^<(!doctype html|html|table|head|body|meta|\?xml[^>]*>\s*<(\?mso|workbook|html|office:document))/.test(
      opening,
    )
  )
    return "page";
  return /^(\[\s*(\{|\]|\[)|\{\s*("|\}))/.test(opening) ? "json" : "plain";
}

/** Whether a gzip file holds something to be taken apart; plain tables in it are read as a stream later. */
async function packed(file: File): Promise<boolean> {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    const { value } = await reader.read();
    if (!value) return false;
    if (
      starts(value, 0x1f, 0x8b) ||
      starts(value, 0x50, 0x4b, 0x03, 0x04) ||
      starts(value, 0xd0, 0xcf, 0x11, 0xe0)
    )
      return true;
    return textKind(value.subarray(0, LOOK)) !== "plain";
  } catch {
    // Damaged: the reading of the table itself says so, with its place.
    return false;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
