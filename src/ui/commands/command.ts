import type { Code } from "../../terms/error";
import type { CellView } from "../../notebook/view";
import type { Desk } from "../desk.svelte";
import type { Session } from "../session/session.svelte";
import type { Hub } from "./hub.svelte";

/**
 * Where the keyboard is: `command` on a cell or on nothing, `edit` in the text of a cell, `palette` in the palette,
 * `text` in any other field, `page` on any other control, `read` anywhere but in a field while the notebook is read.
 */
export const MODES = ["command", "edit", "palette", "text", "page", "read"] as const;
export type Mode = (typeof MODES)[number];

export const GROUPS = ["run", "cells", "move", "notebook", "page"] as const;
export type Group = (typeof GROUPS)[number];

/** What a command may reach. `keys`: the chosen cells in the order of the text. */
export interface Reach {
  readonly desk: Desk;
  readonly hub: Hub;
  readonly session: Session | null;
  readonly cell: CellView | null;
  readonly keys: readonly string[];
}

/** The same with a notebook open; with a cell chosen. */
export type InNotebook = Reach & { readonly session: Session };
export type OnCells = InNotebook & { readonly cell: CellView };

/** One thing the reader can do: menus, palette, help, keys and their remapping are all drawn from these. */
export interface Command {
  readonly id: string;
  readonly group: Group;
  /** Key of the catalogue; params of the message. */
  readonly words: Code;
  readonly params?: Readonly<Record<string, string>>;
  /** Chords as `Mod+K`, `Shift+Enter`, `d d`. */
  readonly keys: readonly string[];
  /** Where they act; a bare letter or sign acts in command mode alone, whatever stands here. */
  readonly modes: readonly Mode[];
  /** A Phosphor icon. */
  readonly svg?: string;
  /** A key held down does it again and again. */
  readonly repeats?: true;
  /** The editor does it by itself, and its keys are its own. */
  readonly native?: true;
  /** Stands in the tools of a cell (first those that are always there), or in the menu of the bar. */
  readonly menu?: "tool" | "cell" | "bar";
  readonly when: (reach: Reach) => boolean;
  /** Present: it is on or off. */
  readonly pressed?: (reach: Reach) => boolean;
  readonly run: (reach: Reach) => unknown;
}

type Plain = Omit<Command, "when" | "run" | "modes" | "keys" | "pressed"> &
  Partial<Pick<Command, "keys" | "modes">>;
const ready = ({ keys = [], modes = ["command"], ...rest }: Plain) => ({ ...rest, keys, modes });

const isInNotebook = (reach: Reach): reach is InNotebook => reach.session !== null;
const isOnCells = (reach: Reach): reach is OnCells =>
  reach.session !== null && reach.cell !== null && reach.keys.length > 0 && reach.desk.reading === null;

interface Doing<R> {
  readonly can?: (reach: R) => boolean;
  readonly on?: (reach: R) => boolean;
  readonly act: (reach: R) => unknown;
}

const guarded =
  <R extends Reach>(is: (reach: Reach) => reach is R) =>
  ({ can, on, act, ...plain }: Plain & Doing<R>): Command => ({
    ...ready(plain),
    when: (reach) => is(reach) && (can?.(reach) ?? true),
    run: (reach) => (is(reach) ? act(reach) : undefined),
    ...(on ? { pressed: (reach: Reach) => is(reach) && on(reach) } : {}),
  });

/** A command on the chosen cells, while they are not only read; on the open notebook; at any time. */
export const onCells = guarded<OnCells>(isOnCells);
export const inNotebook = guarded<InNotebook>(isInNotebook);
export const anywhere = guarded<Reach>((reach): reach is Reach => reach.desk.importing === null);
