export const SYMBOLS: Readonly<Record<string, string>>;
