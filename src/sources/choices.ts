import type { Evidence, Question, ReadSpec } from "./spec";
import type { Opened } from "./unpack/open";
import { ALL } from "./unpack/sheets";

/** What an archive or a workbook lets one choose from, and which of it was taken. */
export function choiceEvidence({ choices, read }: Opened): Record<string, Evidence> {
  const of = (code: string, n: number): Evidence => ({ code, params: { n } });
  const sheet =
    read.sheet === ALL ? of("sniff.sheets", choices.alike.length) : of("sniff.sheet", choices.sheet.length);
  return {
    ...(read.inside === undefined ? {} : { inside: of("sniff.inside", choices.inside.length) }),
    ...(read.sheet === undefined ? {} : { sheet }),
  };
}

/** Whether sheets of one layout are read one under the other: a month each, or the same orders cut in two ways. */
export function sheetQuestion(
  { choices: { alike }, read: { sheet } }: Opened,
  said: Partial<ReadSpec> = {},
): Question[] {
  if (alike.length === 0 || sheet === undefined || said.sheet !== undefined) return [];
  const n = alike.length;
  return [
    {
      code: "sniff.ask.sheets",
      params: { n },
      role: "date",
      answers: [
        {
          column: alike.join(", "),
          samples: [],
          means: { code: "sniff.means.sheets", params: { n } },
          overrides: { read: { sheet: ALL } },
        },
        {
          column: "",
          samples: [],
          means: { code: "sniff.means.sheet", params: { sheet } },
          overrides: { read: { sheet } },
        },
      ],
    },
  ];
}
