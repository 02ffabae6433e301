import { TenureError } from "../../terms/error";

/**
 * A notebook inside a web page, as data that nothing runs: its text letter by letter, and files it reads where they
 * travel along. JSON, because a page may not keep line ends and may not hold `</script>` as they stand.
 */
const TAG = 'type="application/json" data-tenure=';
const ELEMENT = new RegExp(`<script ${TAG}"(notebook|file)">([^<]*)</script>`, "g");

/** Stands near the beginning of every page that carries a notebook. */
export const CARRIES = `<script ${TAG}"notebook">`;

export interface CarriedFile {
  readonly name: string;
  readonly type: string;
  /** Its bytes as base64. */
  readonly base64: string;
}

export interface CarriedNotebook {
  readonly text: string;
  readonly files: readonly CarriedFile[];
}

const element = (is: "notebook" | "file", value: unknown): string =>
  `<script ${TAG}"${is}">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>`;

export const carryText = (text: string): string => element("notebook", { text });
export const carryFile = ({ name, type, base64 }: CarriedFile): string =>
  element("file", { name, type, base64 });

/** What a page carries; null where it carries none, or what it carries cannot be read. */
export function carriedIn(page: string): CarriedNotebook | null {
  let text: string | null = null;
  const files: CarriedFile[] = [];
  for (const [, is, json = ""] of page.matchAll(ELEMENT)) {
    const value = parsed(json);
    if (is === "notebook" && typeof value?.["text"] === "string") text ??= value["text"];
    if (is !== "file") continue;
    const { name, type, base64 } = value ?? {};
    if (typeof name === "string" && typeof type === "string" && typeof base64 === "string")
      files.push({ name, type, base64 });
  }
  return text === null ? null : { text, files };
}

/** A file that travelled along, as it was. Throws `page.damaged`. */
export function fileOf({ name, type, base64 }: CarriedFile): File {
  const binary = decoded(name, base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return new File([bytes], name, { type });
}

function decoded(name: string, base64: string): string {
  try {
    return atob(base64);
  } catch (cause) {
    throw new TenureError("page.damaged", { file: name }, { cause });
  }
}

/** A file as it travels. Throws where it can be read no more. */
export async function carriedFile(name: string, file: Blob): Promise<CarriedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // As many at once as a call takes arguments.
  for (let at = 0; at < bytes.length; at += 32_768)
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { name, type: file.type, base64: btoa(binary) };
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
