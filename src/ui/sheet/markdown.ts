import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
// Pictures would be fetched, and nothing of a notebook's text may be fetched: the words of the picture stay.
markdown.disable("image");

const ALLOWED = [
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br", "pre", "code"],
  ...["em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"],
];

/**
 * Markdown as nodes: raw HTML stays visible as text, and what the renderer makes is sanitised once more.
 * A link may lead to a cell (`#orders`) or to the web; the latter opens elsewhere and tells nothing about this page.
 */
export function render(text: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: ALLOWED,
    ALLOWED_ATTR: ["href", "title", "start"],
    ALLOWED_URI_REGEXP: /^(https?:|mailto:|#)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a")) {
    if (link.getAttribute("href")?.startsWith("#")) continue;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.title ||= link.href;
  }
  return fragment;
}
