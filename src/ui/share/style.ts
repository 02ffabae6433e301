/** What the page to send looks like beyond the sheet it was made of. */
const LOOK = `
body{margin:0;background:var(--desk)}
main.sheet.sheet{--gutter-w:0px;min-height:0;max-width:calc(var(--wide) + 6rem);padding:3rem clamp(1rem,4vw,3rem)}
main.sheet::before{display:none}
main.sheet .cell{display:block;padding:0;margin:0 0 1.6rem}
main.sheet .cell::before{display:none}
main.sheet .content{padding:0}
.sheet .prose{cursor:auto}
.still-code{margin:0 0 .6rem;color:var(--ink-3);font:400 var(--fs-12)/1.6 var(--font-code)}
.still-code summary{width:fit-content;cursor:pointer}
.still-code b{font-weight:500;color:var(--ink-2)}
.still-code pre{margin:.3rem 0;padding:.7rem .9rem;overflow-x:auto;background:var(--sunken);color:var(--ink);font-size:var(--fs-13)}
.still-table .scroll{overflow-x:auto}
.still-table table{border-collapse:collapse;font:400 var(--fs-13)/1.4 var(--font-ui);font-variant-numeric:var(--num)}
.still-table caption{padding-bottom:.4rem;text-align:left;font:600 1.1875rem/1.25 var(--font-text)}
.still-table th,.still-table td{max-width:32rem;padding:.3rem .7rem;border-bottom:1px solid var(--rule);text-align:left;overflow-wrap:anywhere}
.still-table th{border-bottom-color:var(--ink);font-weight:500;white-space:nowrap}
.still-table .num{text-align:right;white-space:nowrap}
.count,.source-line,.left-out{margin:.5rem 0 0;color:var(--ink-3);font:400 var(--fs-12)/1.5 var(--font-ui)}
.left-out{padding:.5rem .8rem;background:var(--sunken);color:var(--ink-2)}
output.yours{color:var(--yours);font-weight:600}
footer.still{max-width:calc(var(--wide) + 6rem);margin:0 auto;padding:1rem clamp(1rem,4vw,3rem) 3rem;color:var(--ink-3);font:400 var(--fs-12)/1.5 var(--font-ui)}
@media print{footer.still{padding:1rem 0 0}.still-code:not([open]){display:none}main.sheet.sheet{padding:0}}
`;

/**
 * The rules of this page's style sheets that bear on `sheet`: without letters, without addresses, without what a screen
 * in the dark wears on paper.
 */
export function styleFor(sheet: Element): string {
  const root = document.createElement("html");
  const body = document.createElement("body");
  root.append(body);
  body.append(sheet.cloneNode(true));
  const rules = [...document.styleSheets]
    .flatMap((one) => [...one.cssRules])
    .flatMap((rule) => needed(rule, root));
  return rules.join("\n").replace(/url\((?!["']?(?:data:|#))[^)]*\)/g, "none") + LOOK;
}

/** States and parts that a still page may come into; what they are of is what must be there. */
const STATES =
  /::?(?:before|after|hover|focus(?:-visible|-within)?|active|marker|selection|disabled|checked|open)(?![\w-])/g;

function needed(rule: CSSRule, root: Element): string[] {
  if (rule instanceof CSSStyleRule) return bears(rule.selectorText, root) ? [rule.cssText] : [];
  if (rule instanceof CSSMediaRule) {
    const within = [...rule.cssRules].flatMap((one) => needed(one, root));
    const dark = /prefers-color-scheme:\s*dark/.test(rule.conditionText);
    const when = dark ? `screen and ${rule.conditionText}` : rule.conditionText;
    return within.length > 0 ? [`@media ${when}{${within.join("\n")}}`] : [];
  }
  return rule instanceof CSSPageRule ? [rule.cssText] : [];
}

function bears(selector: string, root: Element): boolean {
  if (/:root|^\*|\bhtml\b|\bbody\b/.test(selector))
    return !/data-theme|data-reading/.test(selector) || /not\(/.test(selector);
  try {
    return root.querySelector(selector.replace(STATES, "")) !== null;
  } catch {
    // A selector that says nothing without its state.
    return true;
  }
}
