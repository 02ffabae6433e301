import type ts from "typescript";
import type { Plugin } from "vite";

export interface PublicName {
  readonly name: string;
  readonly kind: "function" | "class" | "value" | "type";
  readonly file: string;
  readonly signature: string;
  readonly doc: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
  /** Error codes it can end in, sorted; none for types. */
  readonly codes: readonly string[];
  readonly members: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
}

export function publicNames(root: string, compiler: typeof ts): PublicName[];
export function referencePage(names: readonly PublicName[], version: string): string;
export function reference(): Plugin;
