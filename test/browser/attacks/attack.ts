import type { Cut } from "./cuts";

/** Where a stranger's text or file comes in. */
export const DOORS = [
  "sql",
  "ts",
  "prose",
  "html",
  "link",
  "figure",
  "yaml",
  "file name",
  "column name",
  "cell content",
  "address",
] as const;
export type Door = (typeof DOORS)[number];

/** What an attack may ask of those who listen. Every address names the attack. */
export interface Ears {
  /** `http://127.0.0.1:…/<attack>`: another origin, which lets anybody read it. */
  readonly http: string;
  readonly ws: string;
  /** The site itself, with the attack in the query: `…/?heard=<attack>`. */
  readonly own: string;
  /** `127.0.0.1:<port>` on which UDP and TCP are heard; a port for each attack that asks for one. */
  readonly port: string;
  /** Stands in a table of the notebook, in the page's storage and in its cookie. */
  readonly secret: string;
}

export interface GivenFile {
  readonly name: string;
  readonly body: string;
}

/** What is put into the notebook, beside it, or into the address of the page. */
export interface Plant {
  /** Markdown: text and cells. A cell of the attack is called `idOf(name)`. */
  readonly cells?: string;
  /** Given together with the notebook. */
  readonly files?: readonly GivenFile[];
  /** Dropped on the page for the import dialog. */
  readonly imports?: GivenFile;
  /** What follows `?open=`. */
  readonly address?: string;
}

export interface Attack {
  /** Letters, digits and hyphens; unique. */
  readonly name: string;
  readonly door: Door;
  /** How it would get out: `fetch`, `image`, `navigation` … */
  readonly way: string;
  /** The least that must be taken away for it to be heard. */
  readonly without: readonly Cut[];
  readonly plant: (ears: Ears) => Plant;
  /** Part of a request's path that is this attack's doing, where its address cannot hold its name. */
  readonly heardAs?: string;
  /** Needs a port of its own. */
  readonly port?: true;
  /** Its links and buttons are pressed. */
  readonly press?: true;
  /** Would take the page away from the others: its control has a page to itself. */
  readonly alone?: true;
}

export const idOf = (name: string): string => name.replaceAll("-", "_");

/** A fenced cell of an attack. */
export const cell = (kind: string, name: string, body: string, attributes = ""): string =>
  `\`\`\`${kind} id=${idOf(name)}${attributes && " " + attributes}\n${body}\n\`\`\`\n`;

/** A cell of code that is read only where it runs, so that no name in it is taken for a cell's. */
export const program = (name: string, code: string): string =>
  cell(
    "ts",
    name,
    `return await (0, eval)(${JSON.stringify(`(async () => { try { ${code}\nreturn "tried"; } catch (error) { return "refused: " + error } })()`)});`,
  );

/** What a result must show to count as carried out of where it was. */
export const stolen = (name: string, secret: string): string => `stolen ${name} ${secret}`;

const found = import.meta.glob<{ default: readonly Attack[] }>("./cases/*.ts", { eager: true });

/** Every attack of the folder `cases`. */
export const ATTACKS: readonly Attack[] = Object.values(found).flatMap((module) => module.default);
