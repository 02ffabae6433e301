/** Words that say a row was cancelled, returned or never paid; compared without case. */
const CANCELLED: ReadonlySet<string> = new Set(
  `refunded, refund, cancelled, canceled, cancel, cancellation, voided, void, returned, return, chargeback, reversed,
  reversal, failed, declined, rejected, expired, uncollectible, anulowane, anulowana, anulowany, anulowano, anulacja,
  zwrot, zwrócone, zwrócony, zwrócona, zwroty, odrzucone, odrzucony, wycofane, storno, stornowane, korekta, отменён,
  отменен, отменён, отменено, отменена, отменённый, отмененный, возврат, возвращен, возвращён, возвращено, аннулирован,
  аннулировано, отказ, отклонен, отклонён, сторно, возврат товаров от покупателя, сделка провалена`
    .split(",")
    .map((word) => word.trim()),
);

/** Values of a status column that mean cancelled, as they are written in it. */
export function cancelledValues(cells: readonly string[]): string[] {
  const values = new Set(cells.map((cell) => cell.trim()));
  return [...values].filter((value) => CANCELLED.has(value.toLowerCase())).sort();
}

/** Words to look for although the first rows do not hold them: those of the language the column is written in. */
export function usualValues(cells: readonly string[]): string[] {
  const text = cells.join(" ");
  if (/[а-яё]/iu.test(text)) return ["Отменён", "Отменен", "Отменено", "Возврат"];
  if (/[ąćęłńóśźż]|zamówieni|zrealizowan|wysłan|nowe/iu.test(text)) return ["Anulowane", "Zwrot"];
  return ["refunded", "cancelled", "canceled", "voided"];
}

/**
 * A letter in front of some order numbers where the others are bare numbers (`C536379` among `536365`), and only
 * where it goes with money or pieces taken back.
 *
 * @param orders order numbers; @param negative whether the row takes something back.
 */
export function cancelPrefix(orders: readonly string[], negative: readonly boolean[]): string | null {
  const digits = orders.filter((order) => /^\d+$/.test(order.trim())).length;
  const counts = new Map<string, { rows: number; back: number }>();
  for (const [i, order] of orders.entries()) {
    const letter = /^([A-Za-zА-Яа-я]{1,3}[-/]?)\d+$/u.exec(order.trim())?.[1];
    if (letter === undefined) continue;
    const count = counts.get(letter) ?? { rows: 0, back: 0 };
    counts.set(letter, { rows: count.rows + 1, back: count.back + (negative[i] ? 1 : 0) });
  }
  const found = [...counts].find(([, { rows, back }]) => back > 0 && back >= rows * 0.8);
  return found && digits > orders.length / 2 ? found[0] : null;
}

/** Whether a value of the refund column is one of the marks: exact without case, `C*` a prefix, `*` anything, `!x` all but x. */
export function isMarked(value: string, marks: readonly string[]): boolean {
  const text = value.trim().toLowerCase();
  if (text === "") return false;
  const kept = marks.filter((mark) => mark.startsWith("!")).map((mark) => mark.slice(1).toLowerCase());
  if (kept.length > 0 && !kept.includes(text)) return true;
  return marks.some((mark) => {
    const wanted = mark.toLowerCase();
    return wanted.endsWith("*") ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
  });
}
