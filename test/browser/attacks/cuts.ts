import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Change {
  readonly file: RegExp;
  readonly find: RegExp;
  readonly put: string;
}

const POLICY = /<meta\s+http-equiv="Content-Security-Policy"[\s\S]*?\/?>/;

/** Every text that is put into the page is read as markup as well. */
const MARKUP = `<script>{
  const read = (node, text) => {
    text = String(text);
    if (!text.includes("<") || !node) return;
    if (node.nodeType === 1) node.insertAdjacentHTML("beforeend", text);
    else queueMicrotask(() => node.parentElement?.insertAdjacentHTML("beforeend", text));
  };
  const watch = (target, name) => {
    const { get, set, ...rest } = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, { get, set(text) { set.call(this, text); read(this, text); }, ...rest });
  };
  watch(Node.prototype, "nodeValue");
  watch(Node.prototype, "textContent");
  const make = document.createTextNode;
  document.createTextNode = (text) => {
    const node = make.call(document, text);
    read(node, text);
    return node;
  };
}</script>`;

/** Code of cells runs in the window of its frame: what a worker would do happens there. */
const NO_WORKER = `<script>
  globalThis.Worker = class {
    constructor(address) {
      this.ready = fetch(address).then((answer) => answer.text()).then((source) => void (0, eval)(source));
    }
    postMessage(data, ports) {
      this.ready.then(() => dispatchEvent(new MessageEvent("message", { data, ports })));
    }
    terminate() {}
  };
</script>`;

/** Defences, each as the bytes of the built site that make it up, and what stands there without it. */
const CUTS = {
  /** The policy of the page: what it and its workers may ask for, and which scripts run. */
  "page policy": [{ file: /^index\.html$/, find: POLICY, put: "" }],
  /** Text of others goes into the page as text, never as markup. */
  "text as text": [{ file: /^index\.html$/, find: /<head>/, put: `<head>${MARKUP}` }],
  /** Markdown becomes nodes of a few kinds. Without: an ordinary renderer with markup allowed, in a bare page. */
  "own renderer": [],
  /** The engine reads registered files only. */
  "closed engine": [
    { file: /\.js$/, find: /SET enable_external_access=false/g, put: "SELECT 1" },
    { file: /\.js$/, find: /SET lock_configuration=true/g, put: "SELECT 1" },
  ],
  /** The engine loads no extension; `EXTENSIONS` becomes the listener's address. */
  "no extensions": [
    {
      file: /\.js$/,
      find: /SET autoload_known_extensions=false/g,
      put: "SET autoload_known_extensions=true",
    },
    {
      file: /\.js$/,
      find: /SET autoinstall_known_extensions=false/g,
      put: "SET custom_extension_repository='EXTENSIONS'",
    },
  ],
  /** A cell is exactly one query, stored under its name. */
  "one query": [
    { file: /\.js$/, find: /=[\w$]+\.has\([\w$]+\)\?([\w$]+):[\w$]+;if\(/g, put: "=void 0;if(" },
    {
      file: /\.js$/,
      find: /if\([\w$]+\)throw new ([\w$]+)\((["'`])sql\.two-statements\2/g,
      put: "if(0)throw new $1(0",
    },
    {
      file: /\.js$/,
      find: /return ([\w$]+)===-1\?([\w$]+):\2\.slice\(0,[\w$]+\[\1\]\.at\)/g,
      put: "return $2",
    },
    { file: /\.js$/, find: /await [\w$]+\.check\((["'`])cells\1,[\w$]+\);/g, put: "0;" },
    {
      file: /\.js$/,
      find: /CREATE OR REPLACE \$\{[\w$]+\?(["'`])VIEW\1:(["'`])TABLE\2\} \$\{[\w$]+\} AS\\n/g,
      put: "",
    },
  ],
  /** `"` in a name is doubled before the name goes into SQL. */
  "quoted names": [{ file: /\.js$/, find: /replaceAll\((["'`])"\1,(["'`])""\2\)/g, put: "toString()" }],
  /** The frame around code of cells has a policy of its own: no request, whoever asks. */
  "jail policy": [{ file: /^jail\.html$/, find: POLICY, put: "" }],
  /** A cell's worker keeps only names that reach nobody. */
  "bare scope": [
    { file: /^cell-.*\.js$/, find: /Reflect\.ownKeys\(([\w$]+)\)\)(?=typeof)/g, put: "[])" },
    { file: /^cell-.*\.js$/, find: /\[(["'`])createObjectURL\1,(["'`])revokeObjectURL\2\]/g, put: "[]" },
  ],
  /** Code of cells runs in a worker, without a document. */
  "worker only": [{ file: /^jail\.html$/, find: /<meta charset="utf-8" \/>/, put: `$&${NO_WORKER}` }],
  /** The frame is sandboxed: an origin of its own, no windows, no downloads, no leaving of the page. */
  sandbox: [
    {
      file: /\.js$/,
      find: /(["'`])allow-scripts\1/g,
      put: '"allow-scripts allow-same-origin allow-popups allow-downloads allow-forms allow-top-navigation"',
    },
    { file: /^jail\.html$/, find: /self\.origin === "null" && /, put: "" },
  ],
  /** A cell imports nothing. */
  "no imports": [{ file: /\.js$/, find: /\|DynamicImport\|/g, put: "|" }],
  /** Markup of a cell is cleaned before it is drawn. */
  sanitiser: [
    {
      file: /\.js$/,
      find: /[\w$]+\.sanitize\(([\w$]+),\{ALLOWED_TAGS:[^}]*\}\)/g,
      put: "document.createRange().createContextualFragment($1)",
    },
  ],
  /** A link in what a cell made shows its address and asks. */
  "asked links": [
    {
      file: /\.js$/,
      find: /[\w$]+&&\(([\w$]+)\.preventDefault\(\),(?=[\w$]+\.startsWith\((["'`])#\2\))/g,
      put: "0&&(",
    },
  ],
  /** The page holds a recorded figure to what it may be before it draws it; so does the cell before it hands it over. */
  "figure guard": [
    {
      file: /\.js$/,
      find: /\{if\(![\w$]+\([\w$]+\)\|\|!\/\^\(plot\|legend\)\$\/\.test\(/g,
      put: "{return;if(/^(plot|legend)$/.test(",
    },
  ],
  /** The drawn figure is looked through once more before it comes into the page. */
  "figure looked through": [
    {
      file: /\.js$/,
      find: /for\(let ([\w$]+) of\[([\w$]+),\.\.\.\2\.querySelectorAll\((["'`])\*\3\)\]\)\{if\(!/g,
      put: "for(let $1 of[]){if(!",
    },
    { file: /\.js$/, find: /\[(["'`])(href|target)\1,(["'`])plot\.link\3\]/g, put: '[" $2","plot.link"]' },
  ],
  /** Code of a cell cannot get hold of the port its worker speaks through. */
  "own port": [
    {
      file: /^cell-.*\.js$/,
      find: /=([\w$]+)\.postMessage\.bind\(\1\)/,
      put: "=(Math.port=$1).postMessage.bind($1)",
    },
  ],
  /** The page gives a cell the columns of the tables it names, and nothing else. */
  "given columns": [
    {
      file: /\.js$/,
      find: /columns\.map\(String\)\.filter\(([\w$]+)=>[\w$]+\.some\(([\w$]+)=>\2\.name===\1\)\)/,
      put: "columns.map(String)",
    },
  ],
  /** `?open=` opens a notebook below the page's own folder. */
  "own notebooks": [
    {
      file: /\.js$/,
      find: /throw new [\w$]+\((["'`])open\.address\1,\{path:[\w$]+\}\);let ([\w$]+)=([\w$]+)\.pathname\.slice\([\w$]+\.pathname\.length\)/,
      put: "0;let $2=$3.href",
    },
  ],
} satisfies Record<string, readonly Change[]>;

export type Cut = keyof typeof CUTS;

export interface WeakSite {
  /** A folder like the build's, with the defences taken out of its bytes. */
  readonly folder: string;
  remove(): void;
}

/**
 * The built site without some of its defences. What is not changed is linked, not copied.
 *
 * @throws when a defence is not found in the bytes: then it has moved, and nothing would be shown.
 */
export async function weaken<Name extends string = Cut>(
  dist: string,
  cuts: readonly Name[],
  words: Readonly<Record<string, string>> = {},
  known: Readonly<Record<Name, readonly Change[]>> = CUTS as unknown as Record<Name, readonly Change[]>,
): Promise<WeakSite> {
  const folder = await mkdtemp(join(tmpdir(), "tenure-weak-"));
  const changes = cuts.flatMap((cut) => known[cut].map((change) => ({ ...change, cut })));
  const found = new Set<Change>();
  const copy = (from: string, to: string, name: string): void => {
    const mine = changes.filter(({ file }) => file.test(name));
    if (mine.length === 0) {
      symlinkSync(from, to);
      return;
    }
    let text = readFileSync(from, "utf8");
    for (const change of mine) {
      const { find, put } = change;
      const filled = Object.entries(words).reduce((all, [word, value]) => all.replaceAll(word, value), put);
      const next = text.replace(find, filled);
      if (next !== text) found.add(change);
      text = next;
    }
    writeFileSync(to, text);
  };
  for (const entry of readdirSync(dist, { withFileTypes: true })) {
    const [from, to] = [join(dist, entry.name), join(folder, entry.name)];
    if (!entry.isDirectory()) copy(from, to, entry.name);
    else if (entry.name !== "assets") cpSync(from, to, { recursive: true });
    else {
      mkdirSync(to);
      for (const name of readdirSync(from)) copy(join(from, name), join(to, name), name);
    }
  }
  const missed = changes.filter((change) => !found.has(change));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (missed.length > 0) {
    remove();
    throw new Error(`not found: ${missed.map(({ cut, find }) => `${cut} ${String(find)}`).join("; ")}`);
  }
  return { folder, remove };
}
