import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Problem } from "../../terms/error";
import type { Mistake } from "./types/protocol";

/** Underlines the places of problems; without any, takes the lines away. */
export function mark(
  view: EditorView,
  problems: readonly Problem[],
  mistakes: readonly Mistake[] = [],
): void {
  const { length } = view.state.doc;
  const doubts = mistakes
    .filter(({ from, to }) => from <= to && to <= length)
    .map(({ from, to, text }): Diagnostic => ({ from, to, severity: "warning", message: text }));
  view.dispatch(setDiagnostics(view.state, [...marks(view.state, problems), ...doubts]));
}

/** Problems with a place in this text; the words stand below the code, so the mark needs none. */
function marks(state: EditorState, problems: readonly Problem[]): Diagnostic[] {
  return problems.flatMap(({ at, code }) => {
    const length = state.doc.length;
    if (at.range) {
      const from = Math.min(at.range[0], length);
      return [
        { from, to: Math.min(Math.max(at.range[1], from + 1), length), severity: "error", message: code },
      ];
    }
    if (at.line === undefined || at.line < 1 || at.line > state.doc.lines) return [];
    const line = state.doc.line(at.line);
    return [{ from: line.from, to: line.to, severity: "error", message: code }];
  });
}
