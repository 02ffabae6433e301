/**
 * The members of object types that are written where they are used — options of a function, what it gives back, a part
 * of a public type: they have no name of their own to be looked up under. Found in the source of a public declaration,
 * with the path that leads to them: `options.level`, `→ value.low`, `checks.gradient`.
 * @param {typeof import("typescript")} ts
 * @param {import("typescript").TypeChecker} checker
 * @param {import("typescript").Node} declaration
 */
export function unnamedIn(ts, checker, declaration) {
  const found = [];
  const nameOf = (node) => (node.name && ts.isIdentifier(node.name) ? node.name.text : "");
  const join = (path, name) => (path && name ? `${path}.${name}` : path || name);
  /** What leads from the declaration to a node below it. */
  const step = (node, path) => {
    if (ts.isParameter(node) || ts.isPropertySignature(node) || ts.isMethodSignature(node))
      return join(path, nameOf(node));
    return path;
  };
  const visit = (node, path) => {
    if (ts.isTypeLiteralNode(node))
      for (const member of node.members)
        if (ts.isPropertySignature(member))
          found.push({
            path: join(path, nameOf(member)),
            member: checker.getSymbolAtLocation(member.name),
            optional: Boolean(member.questionToken),
          });
    const within = step(node, path);
    ts.forEachChild(node, (child) => {
      if (ts.isBlock(child) || child === node.initializer) return;
      const back = ts.isFunctionLike(node) && child === node.type;
      visit(child, back ? join(within, "→") : within);
    });
  };
  // A value is what its own declaration says; the rest is code.
  visit(declaration, "");
  return found;
}

/** What a docstring says of options: every `@param o.level …`, also in the middle of a line, by path. */
export function paramsIn(ts, declaration) {
  const text = ts
    .getJSDocCommentsAndTags(declaration)
    .map((node) => node.getText())
    .join("\n")
    .replace(/^\s*\/?\*+\/?/gm, "")
    .replace(/\*\/\s*$/, "");
  const found = new Map();
  for (const part of text.split("@param ").slice(1)) {
    const [, path, words] = /^([\w.]+)\s+([^]*)$/.exec(part) ?? [];
    if (path)
      found.set(
        path,
        words
          .split(/\s@\w|\n\s*Errors:/)[0]
          .replace(/\s+/g, " ")
          .replace(/;?\s*$/, ""),
      );
  }
  return found;
}
