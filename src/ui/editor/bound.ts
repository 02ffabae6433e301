import {
  Decoration,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";

// `${name}` is the reader's own value: green wherever it stands.
const matcher = new MatchDecorator({
  regexp: /\$\{[^}\n]*\}/g,
  decoration: Decoration.mark({ class: "cm-bound" }),
});

/** Marks `${…}` in any language. */
export const bound = ViewPlugin.define<{ marks: DecorationSet; update(update: ViewUpdate): void }>(
  (view) => ({
    marks: matcher.createDeco(view),
    update(update: ViewUpdate) {
      this.marks = matcher.updateDeco(update, this.marks);
    },
  }),
  { decorations: (plugin) => plugin.marks },
);
