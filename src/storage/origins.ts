/** Where the files of this tab came from, as far as the browser said: apart, for what takes a drop must stay small. */

/** A file handle with the parts that TypeScript's DOM does not have. */
export interface Handle extends Pick<FileSystemFileHandle, "name" | "getFile"> {
  queryPermission?(options: { mode: "read" }): Promise<PermissionState>;
  requestPermission?(options: { mode: "read" }): Promise<PermissionState>;
}

const origins = new WeakMap<File, Handle>();

export const noteOrigin = (file: File, handle: Handle): void => void origins.set(file, handle);

export const originOf = (file: File): Handle | null => origins.get(file) ?? null;
