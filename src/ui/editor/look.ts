import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// One tone only: weight and shape tell words apart, colour is kept for the pens.
const words = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: "650" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink-2)" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], fontWeight: "500" },
  { tag: tags.heading, fontWeight: "650" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.processingInstruction, tags.url], color: "var(--ink-3)" },
]);

const page = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "var(--fs-13)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": {
    fontFamily: "var(--font-code)",
    lineHeight: "var(--lh-code)",
    fontVariantLigatures: "none",
  },
  ".cm-content": { padding: "0.7rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.9rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2rem", padding: "0 0.2rem 0 0.5rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selection)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--rule-strong)",
  },
  ".cm-bound": { color: "var(--yours)", backgroundColor: "var(--yours-soft)", borderRadius: "2px" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--struck)",
    textUnderlineOffset: "0.25em",
    backgroundColor: "var(--struck-soft)",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--warn)",
    textUnderlineOffset: "0.25em",
  },
  ".cm-types": {
    maxWidth: "36rem",
    maxHeight: "14rem",
    overflow: "auto",
    padding: "0.35rem 0.6rem",
    fontSize: "var(--fs-12)",
  },
  ".cm-types code": { whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-types p": { margin: "0.35rem 0 0", color: "var(--ink-2)", fontFamily: "var(--font-ui)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--struck)" },
  ".cm-tooltip": {
    border: "0",
    backgroundColor: "var(--raised)",
    boxShadow: "var(--lift-2)",
    fontFamily: "var(--font-code)",
  },
  ".cm-tooltip.cm-tooltip-lint": { display: "none" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--yours-soft)",
    color: "var(--ink)",
  },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal" },
});

export const look: Extension = [page, syntaxHighlighting(words)];
