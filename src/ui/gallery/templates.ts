/** A notebook to begin with. Its name and what it is for are words: `gallery.<id>.name`, `gallery.<id>.says`. */
export interface Template {
  readonly id: string;
  /** In `public/notebooks/<language>`. */
  readonly file: string;
  /** `orders`: the sample, or a file of the reader's own; `nothing`: it brings what it needs. */
  readonly needs: "orders" | "nothing";
  /** Minutes from opening it to having read it. */
  readonly minutes: number;
}

const template = (id: string, needs: Template["needs"], minutes: number): Template => ({
  id,
  file: `${id}.md`,
  needs,
  minutes,
});

/** In the order of the gallery: the whole way first, then its parts, then what teaches. */
export const TEMPLATES: readonly Template[] = [
  template("worth", "orders", 15),
  template("cohorts", "orders", 10),
  template("duel", "orders", 10),
  template("rfm", "orders", 15),
  template("rescoring", "orders", 10),
  template("formula", "nothing", 20),
  template("contracts", "nothing", 30),
];

/** The main notebook, which an import makes where no other was asked for. */
export const MAIN = TEMPLATES[0]!;

export const templateOf = (id: string): Template => TEMPLATES.find((one) => one.id === id) ?? MAIN;
