import type { Column } from "./columns";

/** Which side of an account an amount stands on, said beside it or by its column: what is taken off, what is added. */
export interface Sides {
  /** Values of the column, small letters, that take away; and that add. */
  readonly minus: readonly string[];
  readonly plus: readonly string[];
  /** Whether the words leave no doubt (`out`, `in`); a debit and a credit have two customs. */
  readonly clear: boolean;
}

const pairs = (text: string): readonly (readonly [string, string])[] =>
  text.split(",").map((pair) => {
    const [minus, plus] = pair.split("|");
    return [minus!.trim(), plus!.trim()];
  });

/** A debit and a credit, as languages and programs cut them short. */
const ACCOUNT =
  pairs(`dr|cr, db|cr, dt|kt, dt|ct, debit|credit, debits|credits, dbit|crdt, dbt|cdt, wn|ma, winien|ma,
  дт|кт, дебет|кредит, debet|credit, debet|kredit, soll|haben, debe|haber, débito|crédito, debito|credito, débit|crédit,
  dare|avere, borç|alacak, tartozik|követel, má dáti|dal, md|dal, md|d, s|h, d|c, d|k, d|h, д|к`);
/** Letters that mean many other things: sides only under a name that says so. */
const LETTERS = pairs("b|a, t|k, d|a");
/** Money that goes out and money that comes in, whoever's list it is. */
const CLEAR = pairs(`-|+, −|+, -1|1, out|in, money out|money in, paid out|paid in, withdrawal|deposit,
  withdrawals|deposits, withdrawal amt|deposit amt, obciążenie|uznanie, obciążenia|uznania, wydatek|wpływ, wydatki|wpływy, wypłata|wpłata, wypłaty|wpłaty,
  rozchód|przychód, расход|приход, списание|поступление, списание|зачисление, af|bij, ausgang|eingang, ausgabe|einnahme,
  ausgaben|einnahmen, expense|income, gasto|ingreso, gastos|ingresos, saída|entrada, sortie|entrée, uscite|entrate, uscita|entrata, výdaj|příjem`);

/** Names of columns that say which side an amount is on. */
const NAMED =
  /(^|[^\p{L}])(d ?[/-]? ?c|s ?[/-]? ?h|dr ?[/-]? ?cr|c ?\/ ?d|b ?\/ ?a|t ?\/ ?k|d ?\/ ?a|shkzg|wn|ma|winien|дт|кт|borç|tartozik)([^\p{L}]|$)|debit|credit|debet|kredit|дебет|кредит|soll|haben|dare|cdt_?dbt/iu;

/** As values of a column of sides are compared. */
export const plain = (cell: string): string => cell.trim().toLowerCase().replace(/\.$/, "");
const MOST = 6;

/** Distinct values of a column as they are compared, blanks among them; empty where there are too many. */
const valuesOf = ({ cells }: Column): readonly string[] => {
  const found = new Set<string>();
  for (const cell of cells) if (found.add(plain(cell)).size > MOST) return [];
  return [...found];
};

/** What a column of sides says; null where it is none. A side that has not come yet is known by its counterpart. */
export function sidesOf(column: Column): Sides | null {
  const all = valuesOf(column);
  const values = all.filter((value) => value !== "");
  if (values.length === 0 || values.length > 2) return null;
  const named = NAMED.test(column.name);
  const fits = (list: typeof ACCOUNT) => list.filter((pair) => values.every((value) => pair.includes(value)));
  const account = fits(named ? [...ACCOUNT, ...LETTERS] : ACCOUNT);
  const clear = account.length === 0 ? fits(CLEAR) : [];
  const found = account.length > 0 ? account : clear;
  // Where only one side has come, the name must say that it is one; a minus says so itself.
  const lone = values.length === 1 && !named && !/^[-−]/.test(values[0]!);
  if (found.length === 0 || lone) return null;
  // Nothing beside an amount is a plus where a minus stands beside others.
  const blank = clear.length > 0 && all.includes("") && /^[-−+]/.test(values[0]!) ? [""] : [];
  const of = (at: 0 | 1): string[] => [...new Set(found.map((pair) => pair[at]))];
  const minus = of(0);
  // A lone letter may be either side somewhere; it is one of them here.
  const plus = of(1).filter((value) => !minus.includes(value));
  return { minus, plus: [...plus, ...blank], clear: clear.length > 0 };
}

/** What a column that the reader calls one of sides may say: each of its values, against the others. */
export function anySides(column: Column): readonly Sides[] {
  const known = sidesOf(column);
  if (known) return known.clear ? [known] : [known, { ...known, minus: known.plus, plus: known.minus }];
  const values = valuesOf(column);
  return values.length < 2
    ? []
    : values
        .filter((value) => value !== "")
        .map((value) => ({
          minus: [value],
          plus: values.filter((other) => other !== value),
          clear: false,
        }));
}

/** Two columns of money, one for each side. */
export interface SideColumns {
  readonly minus: Column;
  readonly plus: Column;
  readonly clear: boolean;
}

/** `Debit` and `Credit`, `Kwota Wn` and `Kwota Ma`, `Paid out` and `Paid in`: alike but for the word of the side. */
export function sideColumns(columns: readonly Column[]): SideColumns | null {
  const money = columns.filter(
    ({ filled, type }) => filled.length === 0 || type === "integer" || type === "decimal",
  );
  const rest = (name: string, word: string): string | null => {
    const low = name.toLowerCase().replaceAll("_", " ").trim();
    const letters = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const cut = low.replace(new RegExp(`(^|[^\\p{L}])${letters}(?![\\p{L}])`, "u"), "$1\u0000");
    // A letter alone is a word in too many names.
    return cut === low || (word.length === 1 && cut !== "\u0000") ? null : cut.replace(/[\s.]+/g, " ").trim();
  };
  for (const [list, clear] of [
    [ACCOUNT, false],
    [CLEAR, true],
  ] as const)
    for (const [minus, plus] of list) {
      if (!/\p{L}/u.test(minus)) continue;
      for (const one of money) {
        const left = rest(one.name, minus);
        const other =
          left === null ? undefined : money.find((two) => two !== one && rest(two.name, plus) === left);
        if (other && (one.filled.length > 0 || other.filled.length > 0))
          return { minus: one, plus: other, clear };
      }
    }
  return null;
}
