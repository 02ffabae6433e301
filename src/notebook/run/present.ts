import type { Problem } from "../../terms/error";
import type { State } from "../kind";
import { lineOf } from "../text/newlines";
import type { Program, Scheduler } from "./scheduler";
import type { Standing } from "./standing";
import type { CellView, NotebookView } from "../view";

/** The notebook as the page draws it. Cells that did not change stay the same objects. */
export function present(program: Program, scheduler: Scheduler, before: NotebookView | null): NotebookView {
  const old = new Map(before?.cells.map((cell) => [cell.key, cell]));
  const cells = program.draft.cells.map(({ key }) => {
    const view = presentCell(key, program, scheduler);
    const last = old.get(key);
    return last && same(last, view) ? last : view;
  });
  return {
    title: program.draft.title,
    cells,
    busy: cells.some(({ state }) => state === "queued" || state === "running" || state === "stopping"),
    stale: cells.filter(({ state, kind }) => state === "stale" || (state === "idle" && kind !== "prose"))
      .length,
    ran: scheduler.ran,
  };
}

function presentCell(key: string, { graph, known }: Program, scheduler: Scheduler): CellView {
  const { cell, meaning, record } = known.get(key)!;
  const standing = scheduler.standing(key);
  const nameOf = (other: string) => known.get(other)!.cell.name;
  const running = scheduler.running?.key === key ? scheduler.running : null;
  const state = stateOf(key, standing, scheduler);
  return {
    key,
    name: cell.name,
    id: cell.id,
    kind: cell.kind,
    attributes: cell.attributes,
    body: cell.body,
    state,
    progress: running?.ending === null ? running.progress : null,
    result: record.done?.result ?? null,
    problems: problemsOf(standing, state, meaning.problems).map((problem) => lined(problem, cell.body)),
    reads: graph.reads.get(key)!.map(nameOf),
    feeds: graph.feeds.get(key)!.map(nameOf),
    waitsFor: standing.is === "blocked" ? standing.on.map(nameOf) : [],
    milliseconds: record.milliseconds,
    schema: meaning.schema,
  };
}

function stateOf(key: string, standing: Standing, scheduler: Scheduler): State {
  const { running } = scheduler;
  if (running?.key === key && running.ending !== "outdated")
    return running.ending === "stop" ? "stopping" : "running";
  switch (standing.is) {
    case "fresh":
      return "done";
    case "broken":
    case "failed":
      return "failed";
    case "held":
      return "cancelled";
    case "blocked":
      return "blocked";
    case "ready":
    case "pending":
      if (scheduler.goes(key)) return "queued";
      return scheduler.record(key).done ? "stale" : "idle";
  }
}

function problemsOf(standing: Standing, state: State, parsed: readonly Problem[]): readonly Problem[] {
  if (standing.is === "broken") return standing.problems;
  const runs = state === "running" || state === "queued";
  return runs || !("problems" in standing) ? parsed : [...parsed, ...standing.problems];
}

function lined(problem: Problem, body: string): Problem {
  const { range, line } = problem.at;
  return line !== undefined || !range
    ? problem
    : { ...problem, at: { ...problem.at, line: lineOf(body, range[0]) } };
}

/** Equal in everything drawn; deep only where the parts are small. */
function same(a: CellView, b: CellView): boolean {
  return (Object.keys(b) as (keyof CellView)[]).every((key) => {
    const [x, y] = [a[key], b[key]];
    if (x === y || (isEmpty(x) && isEmpty(y))) return true;
    return key !== "result" && key !== "schema" && JSON.stringify(x) === JSON.stringify(y);
  });
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
