import type { Carried } from "../../storage/formats/piece";

/** What is asked or told about a notebook that leaves or comes, over the page. */
export type ShareDialog =
  | { readonly show: "link" | "page" }
  | { readonly show: "carried"; readonly file: string; readonly carried: Carried };
