import { parser } from "@lezer/javascript";
import type { SyntaxNode, Tree } from "@lezer/common";

/** A name a program uses and does not declare itself; the range is in its text. */
export interface FreeName {
  readonly name: string;
  readonly range: readonly [number, number];
  /** `{name}` of an object: another name needs `{name: other}`. */
  readonly shorthand?: true;
  /** Only `typeof name`: it need not exist. */
  readonly asked?: true;
}

const typescript = parser.configure({ dialect: "ts" });

export const treeOf = (code: string): Tree => typescript.parse(code);

/** Nodes that hold names of their own. */
const SCOPES =
  /^(Script|Block|ForStatement|SwitchBody|StaticBlock|CatchClause|FunctionDeclaration|FunctionExpression|ArrowFunction|MethodDeclaration|Property|ClassExpression|NamespaceDeclaration)$/;
const FUNCTIONS =
  /^(Script|FunctionDeclaration|FunctionExpression|ArrowFunction|MethodDeclaration|Property|StaticBlock)$/;
/** Nodes that are types: nothing in them runs. */
const TYPES =
  /^(TypeAnnotation|TypeArgList|TypeParamList|TypeAliasDeclaration|InterfaceDeclaration|AmbientDeclaration|TypePredicate)$/;

/** Free names of a program, each place by itself, in the order of the text. */
export function freeNames(code: string, tree: Tree = treeOf(code)): FreeName[] {
  const declared = new Map<number, Set<string>>();
  const uses: { node: SyntaxNode; shorthand: boolean }[] = [];
  const textOf = ({ from, to }: SyntaxNode) => code.slice(from, to);
  const declare = (scope: SyntaxNode, name: string) => {
    const key = keyOf(scope);
    declared.set(key, (declared.get(key) ?? new Set()).add(name));
  };
  tree.iterate({
    enter({ name, node }) {
      if (TYPES.test(name)) return false;
      if (
        name === "VariableDefinition" ||
        (name === "TypeDefinition" && node.parent?.name === "EnumDeclaration")
      ) {
        const scope = scopeOf(node);
        if (scope) declare(scope, textOf(node));
        else uses.push({ node, shorthand: isShorthand(node) });
      } else if (name === "VariableName") uses.push({ node, shorthand: false });
      else if (name === "PropertyDefinition" && isShorthand(node)) uses.push({ node, shorthand: true });
      return undefined;
    },
  });
  return uses.flatMap(({ node, shorthand }) => {
    const name = textOf(node);
    for (let at: SyntaxNode | null = node; at; at = at.parent) {
      if (SCOPES.test(at.name) && declared.get(keyOf(at))?.has(name)) return [];
    }
    const asked = node.parent?.name === "UnaryExpression" && node.parent.firstChild?.name === "typeof";
    return [
      {
        name,
        range: [node.from, node.to] as const,
        ...(shorthand ? { shorthand: true as const } : {}),
        ...(asked ? { asked: true as const } : {}),
      },
    ];
  });
}

/** A node and the one it begins with are told apart by where they end. */
const keyOf = ({ from, to, type }: SyntaxNode): number => (from * 1e7 + to) * 256 + (type.id % 256);

/** `{name}`, and `{name} = …` in an assignment. */
function isShorthand({ parent, nextSibling, name, from }: SyntaxNode): boolean {
  if (name === "VariableDefinition") return parent?.name === "PatternProperty" && parent.from === from;
  return (
    parent?.name === "Property" && nextSibling === null && parent.firstChild?.name === "PropertyDefinition"
  );
}

/** Where a declared name holds; null: nothing is declared, it is assigned to. */
function scopeOf(node: SyntaxNode): SyntaxNode | null {
  const { parent } = node;
  if (!parent) return null;
  if (/^(FunctionDeclaration|ClassDeclaration|EnumDeclaration|NamespaceDeclaration)$/.test(parent.name)) {
    return enclosing(parent.parent, SCOPES);
  }
  if (/^(FunctionExpression|ClassExpression|CatchClause)$/.test(parent.name)) return parent;
  for (let at: SyntaxNode | null = parent; at; at = at.parent) {
    switch (at.name) {
      case "ParamList":
        return at.parent;
      case "CatchClause":
        return at;
      case "ImportDeclaration":
        return enclosing(at, /^Script$/);
      case "VariableDeclaration":
      case "ForOfSpec":
      case "ForInSpec": {
        const word = at.getChild("var")
          ? "var"
          : at.getChild("let") || at.getChild("const") || at.getChild("using");
        if (word === null) return null;
        return enclosing(at, word === "var" ? FUNCTIONS : SCOPES);
      }
      case "AssignmentExpression":
        return null;
    }
  }
  return null;
}

function enclosing(node: SyntaxNode | null, which: RegExp): SyntaxNode | null {
  for (let at = node; at; at = at.parent) if (which.test(at.name)) return at;
  return null;
}
