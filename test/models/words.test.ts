import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseFamily, type OutcomeCode } from "../../src/models/index";

const root = join(import.meta.dirname, "../../src");
const catalogues = ["en", "pl", "ru"].map(
  (language) =>
    JSON.parse(readFileSync(join(root, `i18n/${language}/fit.json`), "utf8")) as Record<string, string>,
);

test("every outcome of a formula and every reason of the guide has words in three languages", () => {
  const codes: Record<OutcomeCode, true> = {
    WRONG_KIND: true,
    NOT_FINITE: true,
    OUT_OF_RANGE: true,
    DIVERGES: true,
    NO_DATA: true,
    NOT_IDENTIFIED: true,
    NO_CONVERGENCE: true,
    NEVER: true,
  };
  const guide = [true, false].flatMap((leavingSeen) =>
    (["any time", "set times"] as const).flatMap((occasions) =>
      (["cohorts", "rate only"] as const).flatMap((history) =>
        [true, false].flatMap(
          (regular) => chooseFamily({ leavingSeen, occasions, history, regular }).reasons,
        ),
      ),
    ),
  );
  const wanted = [
    ...Object.keys(codes).map((code) => `outcome.${code}`),
    ...new Set(guide),
    "guide.question",
  ];
  expect(wanted.length).toBeGreaterThan(14);
  for (const words of catalogues) expect(wanted.filter((key) => !words[key])).toEqual([]);
});

test("every reason that a status can have has a rule and words", () => {
  const rules = readFileSync(join(root, "models/status.md"), "utf8");
  const reasons = [...rules.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!),
  );
  expect(reasons.length).toBeGreaterThan(30);
  for (const words of catalogues)
    for (const code of reasons) {
      expect(words[`reason.${code}`], code).toBeTruthy();
      expect(words[`reason.${code}.means`], code).toBeTruthy();
    }
});
