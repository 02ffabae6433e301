/** Names of models are the same in every language. */
const NAMES: Readonly<Record<string, string>> = {
  "bg-nbd": "BG/NBD",
  "pareto-nbd": "Pareto/NBD",
  "mbg-nbd": "MBG/NBD",
  "bg-cnbd-k": "BG/CNBD-k",
  "mbg-cnbd-k": "MBG/CNBD-k",
  "ggom-nbd": "GGom/NBD",
  "bg-bb": "BG/BB",
  nbd: "NBD",
};

export const modelName = (id: string): string => NAMES[id] ?? id;
