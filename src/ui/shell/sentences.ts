/**
 * A message as its first sentence and the rest: what happened, then where and what to do.
 * A sentence ends before white space and a capital letter; abbreviations are followed by neither.
 */
export function sentences(message: string): { first: string; rest: string } {
  const end = /[.?…]["”»]?(?=\s+["„«“]?\p{Lu})/u.exec(message);
  if (!end) return { first: message.replace(/\.$/, ""), rest: "" };
  const at = end.index + end[0].length;
  return { first: message.slice(0, at).replace(/\.$/, ""), rest: message.slice(at).trim() };
}
