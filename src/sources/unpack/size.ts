/** Bytes for the words of a message: whole megabytes. */
export const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
