import { TenureError } from "../../terms/error";

/** @throws TenureError `source.damaged`. */
export async function fromArrow(file: File): Promise<File> {
  const { arrowToParquet } = await import("../../tables/arrow-file");
  const at = { file: file.name };
  try {
    return new File([await arrowToParquet(new Uint8Array(await file.arrayBuffer()))], file.name);
  } catch (cause) {
    throw new TenureError("source.damaged", { file: file.name, kind: "arrow" }, { cause, at });
  }
}
