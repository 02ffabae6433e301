import DOMPurify from "dompurify";

/** Text, tables, lists and plain drawings; nothing that runs, fetches, asks for input, or restyles the page. */
const TAGS = (
  "a abbr b bdi bdo blockquote br caption code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 " +
  "h5 h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr " +
  "u ul var wbr svg g path line rect circle ellipse polyline polygon text tspan title desc"
).split(" ");

const ATTRIBUTES = (
  "href title lang dir colspan rowspan scope datetime open start reversed align class viewbox width height d x y x1 y1 x2 " +
  "y2 cx cy r rx ry points fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity " +
  "fill-opacity stroke-opacity transform text-anchor dominant-baseline font-size font-weight role aria-label aria-hidden dx dy"
).split(" ");

/** Paint is a colour by name or number, never a reference to something elsewhere. */
const REACHES = /url\s*\(|\\|@import|expression\s*\(/i;

/** Markup of a cell as nodes that can be put into the page. */
export function clean(html: string): DocumentFragment {
  const purify = DOMPurify(window);
  purify.addHook("uponSanitizeAttribute", (_, data) => {
    if (data.attrName !== "href" && REACHES.test(data.attrValue)) data.keepAttr = false;
    // Classes of the page would let markup of a cell look like a part of the page.
    if (data.attrName === "class") data.attrValue = "";
  });
  return purify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#)/i,
    RETURN_DOM_FRAGMENT: true,
  });
}
