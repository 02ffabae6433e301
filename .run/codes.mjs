/**
 * Error codes a public function can end in, read from the sources: every `fail("CODE", …)`, `new TenureError("code", …)`
 * and `ModelRefused` in it or in anything of the library that it names. What is documented so cannot fall behind the code.
 * @param {typeof import("typescript")} ts
 * @param {import("typescript").TypeChecker} checker
 * @returns {(declaration: import("typescript").Node) => string[]}
 */
export function codesIn(ts, checker) {
  const looked = new Map();
  const ours = (node) => /\/src\/(models|math)\//.test(node.getSourceFile().fileName);
  /** A file's own `fail` may put the name of its room before the code. */
  const prefix = (callee) => {
    const text = checker.getSymbolAtLocation(callee)?.declarations?.[0]?.getText() ?? "";
    return /TenureError\(`([a-z]+\.)\$/.exec(text)?.[1] ?? "";
  };

  /** The codes written in a declaration, and the declarations it names. */
  const look = (declaration) => {
    const known = looked.get(declaration);
    if (known) return known;
    const found = { codes: new Set(), names: new Set() };
    looked.set(declaration, found);
    const visit = (node) => {
      if (ts.isTypeNode(node)) return;
      if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
        const [first] = node.arguments ?? [];
        const raises = ["fail", "TenureError"].includes(node.expression.text);
        if (raises && first && ts.isStringLiteral(first))
          found.codes.add(prefix(node.expression) + first.text);
        if (node.expression.text === "ModelRefused") found.codes.add("model.refused");
      }
      if (ts.isIdentifier(node)) {
        let symbol = checker.getSymbolAtLocation(node);
        if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
        for (const named of symbol?.declarations ?? []) {
          const runs =
            ts.isFunctionDeclaration(named) ||
            ts.isClassDeclaration(named) ||
            (ts.isVariableDeclaration(named) && named.parent.parent.parent === named.getSourceFile());
          if (runs && ours(named)) found.names.add(named);
        }
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(declaration, visit);
    return found;
  };

  return (declaration) => {
    const seen = new Set([declaration]);
    const codes = new Set();
    for (const one of seen) {
      const { codes: own, names } = look(one);
      for (const code of own) codes.add(code);
      for (const name of names) seen.add(name);
    }
    return [...codes].sort();
  };
}
