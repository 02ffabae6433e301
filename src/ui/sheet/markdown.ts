import type { SyntaxNode } from "@lezer/common";
import { GFM, parser } from "@lezer/markdown";

/**
 * Markdown as nodes of the page. The editor's parser reads it and every node is made here, never a string of markup,
 * so nothing has to be sanitised: raw HTML and pictures stay text, and nothing of a notebook's text is ever fetched.
 */
export function render(text: string, put: Put = plainText): DocumentFragment {
  const tree = markdown.parse(text);
  const fragment = document.createDocumentFragment();
  blocks(tree.topNode, { text, put, links: linksOf(tree.topNode, text) }, fragment);
  return fragment;
}

/** Puts running text into the page; the reader's own values are put in place of their stand-ins. */
export type Put = (text: string, into: Node) => void;

const plainText: Put = (text, into) => {
  into.appendChild(document.createTextNode(text));
};

const markdown = parser.configure([GFM]);

interface Link {
  readonly url: string;
  readonly title: string;
}

interface Source {
  readonly text: string;
  readonly put: Put;
  readonly links: ReadonlyMap<string, Link>;
}

const BLOCKS: Readonly<Record<string, string>> = {
  Paragraph: "p",
  Blockquote: "blockquote",
  BulletList: "ul",
  OrderedList: "ol",
  ListItem: "li",
  Table: "table",
  TableHeader: "tr",
  TableRow: "tr",
  HorizontalRule: "hr",
};

const INLINE: Readonly<Record<string, string>> = {
  Emphasis: "em",
  StrongEmphasis: "strong",
  Strikethrough: "s",
};

/** Signs that say how text is to be read and are not read themselves. */
const SIGN = /^(QuoteMark|ListMark|HeaderMark|EmphasisMark|StrikethroughMark|CodeMark|TaskMarker)$/;

function* children(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

function append(into: Node, name: string): HTMLElement {
  return into.appendChild(document.createElement(name));
}

function blocks(parent: SyntaxNode, source: Source, into: Node): void {
  for (const node of children(parent)) block(node, source, into);
}

function block(node: SyntaxNode, source: Source, into: Node): void {
  const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name);
  if (heading) inline(node, source, append(into, `h${heading[1]}`));
  else if (node.name === "FencedCode" || node.name === "CodeBlock") {
    const code = append(append(into, "pre"), "code");
    for (const part of node.getChildren("CodeText")) {
      code.appendChild(document.createTextNode(source.text.slice(part.from, part.to)));
    }
  } else if (/^(HTMLBlock|CommentBlock|ProcessingInstructionBlock)$/.test(node.name)) {
    append(into, "p").textContent = source.text.slice(node.from, node.to);
  } else if (node.name === "Paragraph" || node.name === "Task") {
    const tight = node.parent?.name === "ListItem" && isTight(node.parent.parent, source.text);
    inline(node, source, tight || node.name === "Task" ? into : append(into, "p"));
  } else if (node.name === "TableHeader" || node.name === "TableRow") row(node, source, into);
  else if (BLOCKS[node.name]) {
    const element = append(into, BLOCKS[node.name] ?? "p");
    const first = node.name === "OrderedList" ? Number.parseInt(source.text.slice(node.from), 10) : 1;
    if (first !== 1) element.setAttribute("start", String(first));
    blocks(node, source, element);
  }
}

/** No blank line between items, nor between the parts of one: then items are lines, not paragraphs. */
function isTight(list: SyntaxNode | null, text: string): boolean {
  if (!list) return false;
  const items = list.getChildren("ListItem");
  return [list, ...items].every((node) => {
    const parts = [...children(node)];
    return parts.every(
      (part, at) => at === 0 || !/\n[ \t>]*\n/.test(text.slice(parts[at - 1]?.to, part.from)),
    );
  });
}

function row(node: SyntaxNode, source: Source, table: Node): void {
  const line = append(table, "tr");
  for (const cell of node.getChildren("TableCell")) {
    inline(cell, source, append(line, node.name === "TableHeader" ? "th" : "td"));
  }
}

function inline(parent: SyntaxNode, source: Source, into: Node): void {
  const { text, put } = source;
  let at = parent.from;
  const upTo = (end: number) => {
    if (end > at) put(text.slice(at, end), into);
  };
  for (const node of children(parent)) {
    upTo(node.from);
    at = node.to;
    if (node.name === "HeaderMark" && node.from === parent.from)
      at += /^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (SIGN.test(node.name)) continue;
    span(node, source, into);
  }
  upTo(parent.to);
}

function span(node: SyntaxNode, source: Source, into: Node): void {
  const raw = source.text.slice(node.from, node.to);
  if (INLINE[node.name]) inline(node, source, append(into, INLINE[node.name] ?? "em"));
  else if (node.name === "InlineCode") append(into, "code").textContent = codeOf(raw);
  else if (node.name === "HardBreak") append(into, "br");
  else if (node.name === "Escape") source.put(raw.slice(1), into);
  else if (node.name === "Entity") source.put(decode(raw), into);
  else if (node.name === "Autolink" || node.name === "URL") {
    const url = raw.replace(/^<|>$/g, "");
    anchor({ url, title: "" }, into).textContent = url;
  } else if (node.name === "Link") link(node, source, into);
  else source.put(raw, into);
}

/** A link with an address written beside it or, by its label, elsewhere in the text; without one it is plain text. */
function link(node: SyntaxNode, source: Source, into: Node): void {
  const { text } = source;
  const [open, close] = node.getChildren("LinkMark");
  const url = node.getChild("URL");
  const label = node.getChild("LinkLabel");
  if (!open || !close) {
    source.put(text.slice(node.from, node.to), into);
    return;
  }
  const name =
    label && label.to - label.from > 2
      ? text.slice(label.from + 1, label.to - 1)
      : text.slice(open.to, close.from);
  const target = url ? linkAt(url, node.getChild("LinkTitle"), text) : source.links.get(keyOf(name));
  if (!target) {
    source.put(text.slice(node.from, node.to), into);
    return;
  }
  const inner = anchor(target, into);
  let at = open.to;
  for (const child of children(node)) {
    if (child.from < open.to || child.to > close.from) continue;
    if (child.from > at) source.put(text.slice(at, child.from), inner);
    span(child, source, inner);
    at = child.to;
  }
  if (close.from > at) source.put(text.slice(at, close.from), inner);
}

/**
 * Leads to a cell (`#orders`) or to the web; the latter opens elsewhere and tells nothing about this page. An address
 * with a value in it is no link: it would carry the value away.
 */
function anchor({ url, title }: Link, into: Node): HTMLElement {
  if (!/^(https?:|mailto:|#)/i.test(url) || /[\ue000-\uf8ff]|\$\{/.test(url)) return append(into, "span");
  const element = append(into, "a");
  element.setAttribute("href", url);
  if (title || !url.startsWith("#")) element.title = title || url;
  if (!url.startsWith("#")) {
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  }
  return element;
}

function linkAt(url: SyntaxNode, title: SyntaxNode | null, text: string): Link {
  return {
    url: text.slice(url.from, url.to).replace(/^<|>$/g, ""),
    title: title ? text.slice(title.from + 1, title.to - 1) : "",
  };
}

function linksOf(top: SyntaxNode, text: string): ReadonlyMap<string, Link> {
  const found = new Map<string, Link>();
  for (const node of top.getChildren("LinkReference")) {
    const [label, url] = [node.getChild("LinkLabel"), node.getChild("URL")];
    if (!label || !url) continue;
    const key = keyOf(text.slice(label.from + 1, label.to - 1));
    if (!found.has(key)) found.set(key, linkAt(url, node.getChild("LinkTitle"), text));
  }
  return found;
}

const keyOf = (label: string): string => label.trim().replace(/\s+/g, " ").toLowerCase();

function codeOf(raw: string): string {
  const inner = raw.replace(/^`+|`+$/g, "").replace(/\n/g, " ");
  return /^ .*[^ ].* $|^ [^ ] $/.test(inner) ? inner.slice(1, -1) : inner;
}

/** A named or numbered character; the browser's own table, in a document of its own. */
function decode(entity: string): string {
  return new DOMParser().parseFromString(entity, "text/html").body.textContent;
}
