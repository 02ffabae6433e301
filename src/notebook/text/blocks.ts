import { TreeFragment, type Tree } from "@lezer/common";
import { parser } from "@lezer/markdown";
import { between } from "../history";

const markdown = parser.configure({
  remove: ["Link", "Image", "Emphasis", "InlineCode", "HTMLTag", "Autolink", "Entity", "Escape", "HardBreak"],
});

/** The text read last: at a keystroke the next one differs from it in a letter. */
let last: { readonly text: string; readonly tree: Tree } | null = null;

/** The blocks of a Markdown text whose lines end in `\n`. Only blocks near what has changed are read anew. */
export function blocksOf(text: string): Tree {
  if (last?.text === text) return last.tree;
  const tree = markdown.parse(text, last ? kept(last.tree, last.text, text) : []);
  last = { text, tree };
  return tree;
}

function kept(tree: Tree, before: string, now: string): readonly TreeFragment[] {
  const { at, gone, come } = between(before, now);
  const change = { fromA: at, toA: at + gone.length, fromB: at, toB: at + come.length };
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
}
