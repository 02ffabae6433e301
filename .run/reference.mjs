import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { codesIn } from "./codes.mjs";
import { OPTIONS } from "./options.mjs";
import { SYMBOLS } from "./symbols.mjs";
import { paramsIn, unnamedIn } from "./unnamed.mjs";

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";
const ROOMS = [
  ["", "Models"],
  ["score", "Value of customers"],
  ["covariates", "Covariates"],
  ["validation", "Comparing, testing on the past, explaining"],
  ["uncertainty", "Uncertainty"],
  ["gammaGamma", "Spend"],
  ["bgNbd", "BG/NBD"],
  ["contractual", "Contracts: leaving is seen"],
  ["formula", "Formulas"],
  ["managerial", "Decisions and analytics"],
  ["fit", "Answers and refusals"],
];

/** Names that mean the same in every option and answer. */
const EVERYWHERE = [
  "annualRate",
  "chiSquared",
  "clv",
  "df",
  "draws",
  "high",
  "levels",
  "low",
  "mean",
  "p",
  "rate",
].concat(["retention", "seed"]);

const TAGS = { throws: "Errors", source: "Source", param: "Parameter", returns: "Returns" };

const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
/** A docstring as paragraphs and lists: `code` and {@link name} are marked, everything else is plain text. */
const prose = (text, known = new Set()) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const marked = escape(block)
        .replace(/\{@link (\w+)\}/g, (_, name) =>
          known.has(name) ? `<a href="#${name}">${name}</a>` : `<code>${name}</code>`,
        )
        .replace(/`([^`]+)`/g, "<code>$1</code>");
      const items = marked.split(/\n- /);
      const list = items.slice(1).map((item) => `<li>${item.replace(/^- /, "")}</li>`);
      const lead = items[0].replace(/^- /, "");
      return `${lead ? `<p>${lead}</p>` : ""}${list.length ? `<ul>${list.join("")}</ul>` : ""}`;
    })
    .join("\n");

/**
 * What `tenure/models` exports, in the order of its rooms, from the docstrings and types of the sources themselves.
 * @param {string} root
 * @param {typeof import("typescript")} ts
 */
export function publicNames(root, ts) {
  const entry = join(root, "src/models/index.ts");
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    strict: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry));
  const docs = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = (symbol) =>
    symbol.getJsDocTags(checker).map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text) }));
  const codesOf = codesIn(ts, checker);
  const say = (owner, member) =>
    docs(member) || (SYMBOLS[`${owner}.${member.name}`] ?? SYMBOLS[member.name] ?? "");
  const flat = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrayAsGenericType;
  return checker
    .getExportsOfModule(module)
    .map((found) => {
      const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
      const declaration = symbol.declarations[0];
      const file = relative(join(root, "src/models"), declaration.getSourceFile().fileName);
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      const shape =
        symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)
          ? checker.getDeclaredTypeOfSymbol(symbol)
          : type;
      const kind =
        symbol.flags & ts.SymbolFlags.Function
          ? "function"
          : symbol.flags & ts.SymbolFlags.Class
            ? "class"
            : symbol.flags & ts.SymbolFlags.Variable
              ? "value"
              : "type";
      const own = symbol.flags & ts.SymbolFlags.Interface || kind === "value" ? shape.getProperties() : [];
      const members = own
        .filter((member) => member.declarations?.[0]?.getSourceFile().fileName.includes("/src/models/"))
        .map((member) => ({
          name: member.name + (member.flags & ts.SymbolFlags.Optional ? "?" : ""),
          type: checker.typeToString(
            checker.getTypeOfSymbolAtLocation(member, declaration),
            declaration,
            flat,
          ),
          doc: say(found.name, member),
        }));
      const told = paramsIn(ts, declaration);
      const returns = tags(symbol).find((tag) => tag.name === "returns")?.text ?? "";
      const unnamed = unnamedIn(ts, checker, declaration).map(({ path, member, optional }) => ({
        name: path + (optional ? "?" : ""),
        type: checker.typeToString(checker.getTypeOfSymbolAtLocation(member, declaration), declaration, flat),
        // What a name stands for elsewhere need not hold here: only few mean one thing wherever they stand.
        doc:
          docs(member) ||
          told.get(path) ||
          OPTIONS[`${found.name}.${path}`] ||
          (EVERYWHERE.includes(member.name) ? SYMBOLS[member.name] : "") ||
          (path.startsWith("→") ? returns : ""),
      }));
      const signature =
        kind === "function"
          ? type
              .getCallSignatures()
              .map((one) => checker.signatureToString(one, declaration, flat))
              .join("\n")
          : kind === "type" && members.length === 0
            ? declaration.getText().replace(/^export /, "")
            : kind === "value" && members.length === 0
              ? checker.typeToString(type, declaration, flat)
              : "";
      const codes = kind === "type" ? [] : codesOf(declaration);
      return {
        name: found.name,
        kind,
        file,
        signature,
        doc: docs(symbol),
        tags: tags(symbol),
        codes,
        members: [...members, ...unnamed],
      };
    })
    .sort((a, b) => (a.kind === "type") - (b.kind === "type") || a.name.localeCompare(b.name, "en"));
}

const roomOf = (file) => (dirname(file) === "." ? "" : file.split("/")[0]);

/** @param {ReturnType<typeof publicNames>} names */
export function referencePage(names, version) {
  const rooms = [...ROOMS];
  const known = new Set(names.map(({ name }) => name));
  for (const { file } of names) {
    const room = roomOf(file);
    if (!rooms.some(([name]) => name === room)) rooms.push([room, room]);
  }
  const entry = ({ name, kind, file, signature, doc, tags, codes, members }) => `
<article id="${name}">
<h3>${name} <small>${kind} · src/models/${escape(file)}</small></h3>
${signature ? `<pre>${escape(kind === "function" ? name + signature : signature)}</pre>` : ""}
${prose(doc, known)}
${tags.map((tag) => `<p><b>${TAGS[tag.name] ?? escape(tag.name)}</b> ${prose(tag.text, known).replace(/^<p>|<\/p>$/g, "")}</p>`).join("\n")}
${codes.length ? `<p><b>Error codes</b> ${codes.map((code) => `<code>${escape(code)}</code>`).join(" ")}</p>` : ""}
${members.length ? `<dl>${members.map((one) => `<dt><code>${escape(one.name)}</code> <code class="t">${escape(one.type)}</code></dt><dd>${prose(one.doc, known)}</dd>`).join("\n")}</dl>` : ""}
</article>`;
  const filled = rooms
    .map(([room, title]) => ({ room, title, own: names.filter(({ file }) => roomOf(file) === room) }))
    .filter(({ own }) => own.length > 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>tenure/models: reference</title>
<link rel="stylesheet" href="./reference.css">
</head>
<body>
<header>
<h1>tenure/models</h1>
<p>Every public name of the model library, version ${escape(version)}, as its sources describe it: symbols, shapes, units, domain, errors, paper and equation.</p>
<nav aria-label="Rooms">${filled.map(({ room, title, own }) => `<details><summary><a href="#room-${room || "top"}">${escape(title)}</a></summary><p>${own.map(({ name }) => `<a href="#${name}">${name}</a>`).join(" ")}</p></details>`).join("\n")}</nav>
</header>
<main>
${filled.map(({ room, title, own }) => `<section><h2 id="room-${room || "top"}">${escape(title)}</h2>${own.map(entry).join("\n")}</section>`).join("\n")}
</main>
</body>
</html>
`;
}

const STYLE = `
body { margin: 0 auto; padding: var(--s-6) var(--s-4); max-width: var(--wide); background: var(--paper); color: var(--ink); font: var(--fs-18) / var(--lh-prose) var(--font-text); }
h1 { font-size: var(--fs-42); line-height: var(--lh-tight); margin: 0 0 var(--s-3); }
h2 { font-size: var(--fs-30); line-height: var(--lh-tight); margin: var(--s-8) 0 var(--s-4); padding-top: var(--s-4); border-top: 1px solid var(--rule-strong); }
h3 { font: 600 var(--fs-18) / var(--lh-ui) var(--font-code); margin: 0; overflow-wrap: anywhere; }
small { color: var(--ink-3); font: var(--fs-12) / var(--lh-ui) var(--font-ui); }
article { padding: var(--s-4) 0; border-top: 1px solid var(--rule); }
p, ul, dd { max-width: var(--measure); margin: var(--s-2) 0; }
dl { margin: var(--s-3) 0; font-size: var(--fs-15); }
dt { margin-top: var(--s-2); overflow-wrap: anywhere; }
dd { margin-left: var(--s-4); color: var(--ink-2); }
pre { margin: var(--s-2) 0; padding: var(--s-3); overflow-x: auto; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }
pre, code { font: var(--fs-13) / var(--lh-code) var(--font-code); }
.t { color: var(--ink-3); }
a { color: inherit; text-decoration-color: var(--rule-strong); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
nav { font: var(--fs-15) / var(--lh-ui) var(--font-ui); }
summary { padding: var(--s-1) 0; cursor: pointer; }
`;

/** Adds reference.html and reference.css to the build: a page of its own that the notebook never loads. */
export function reference() {
  let root = "";
  return {
    name: "reference",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      const { default: ts } = await import("typescript");
      const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const source = referencePage(publicNames(root, ts), version);
      this.emitFile({ type: "asset", fileName: "reference.html", source });
      const tokens = readFileSync(join(root, "src/ui/tokens.css"), "utf8");
      this.emitFile({ type: "asset", fileName: "reference.css", source: tokens + STYLE });
    },
  };
}
