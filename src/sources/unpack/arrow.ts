import { TenureError } from "../../terms/error";

/** @throws TenureError `source.arrow-packed` for compressed bodies, `source.damaged`. */
export async function fromArrow(file: File): Promise<File> {
  const { arrowToParquet } = await import("../../tables/arrow-file");
  const at = { file: file.name };
  try {
    return new File([await arrowToParquet(new Uint8Array(await file.arrayBuffer()))], file.name);
  } catch (cause) {
    const packed = /compress/i.test(cause instanceof Error ? cause.message : String(cause));
    const code = packed ? "source.arrow-packed" : "source.damaged";
    throw new TenureError(code, { file: file.name, kind: "arrow" }, { cause, at });
  }
}
