export const OPTIONS: Readonly<Record<string, string>>;
