import type { Plugin } from "vite";

export function declarations(root: string): Record<string, string>;
export function declarationFiles(): Plugin;
