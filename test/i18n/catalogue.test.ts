import { parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES, LOCALES, type Language } from "../../src/i18n";
import { DATE_STYLES, NUMBER_STYLES } from "../../src/i18n/translate";

const src = resolve(import.meta.dirname, "../../src");
/** Every catalogue there is: found, not listed. */
const AREAS = readdirSync(join(src, "i18n/en"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));

type Messages = Readonly<Record<string, string>>;
const area = (language: Language, name: string): Messages =>
  JSON.parse(readFileSync(join(src, "i18n", language, `${name}.json`), "utf8")) as Messages;
const whole = (language: Language): Messages =>
  Object.assign({}, ...AREAS.map((name) => area(language, name))) as Messages;

/** Arguments of a message as `name:kind`, sorted; and what is wrong with its plurals and styles. */
function study(message: string, language: Language): { args: string[]; wrong: string[] } {
  const args = new Set<string>();
  const wrong: string[] = [];
  const categories = new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories;
  const walk = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      // Numbers of the parser's ambient enum: 1 argument, 2 number, 3 date, 5 select, 6 plural.
      const type = element.type as number;
      if (type === 1 && "value" in element) args.add(element.value);
      if ((type === 2 || type === 3) && "style" in element && "value" in element) {
        args.add(element.value);
        const styles: readonly string[] = type === 2 ? NUMBER_STYLES : DATE_STYLES;
        if (typeof element.style === "string" && !styles.includes(element.style))
          wrong.push(`style ${element.style}`);
      }
      if ((type === 5 || type === 6) && "options" in element) {
        args.add(element.value);
        const options = Object.keys(element.options);
        if (type === 6) {
          const missing = categories.filter((category) => !options.includes(category));
          // `=0 {none} other {…}` is a choice, not a plural, where `other` counts nothing or English needs no form.
          const exact = options.some((option) => option.startsWith("="));
          const only = options.every((option) => option.startsWith("=") || option === "other");
          const counts = element.options["other"]?.value.some((part) => (part.type as number) === 7) ?? false;
          const choice = exact && only && (language === "en" || !counts);
          if (missing.length > 0 && !choice)
            wrong.push(`plural of ${element.value} lacks ${missing.join(", ")}`);
          const idle = options.filter(
            (option) => !option.startsWith("=") && !(categories as string[]).includes(option),
          );
          if (idle.length > 0) wrong.push(`plural of ${element.value} never uses ${idle.join(", ")}`);
        }
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(parse(message, { ignoreTag: true }));
  return { args: [...args].sort(), wrong };
}

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.(ts|svelte)$/.test(name) ? [path] : [];
  });
}

/** Codes written out in a source: `t("x.y")`, `code: "x.y"`, `new TenureError("x.y"`. A code has a dot or is `unexpected`. */
function codesIn(source: string): string[] {
  const found = source.matchAll(/(?:\bt\(\s*|\bcode:\s*|\bnew TenureError\(\s*)"([^"\n]+)"/g);
  return [...found]
    .map((match) => match[1]!)
    .filter((code) => /^[a-z][\w-]*(\.[\w-]+)+$/i.test(code) || code === "unexpected");
}

describe("catalogues", () => {
  test("no key stands in two areas", () => {
    const all = AREAS.flatMap((name) => Object.keys(area("en", name)));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  test.each(LANGUAGES)("%s: the same keys as English, in every area", (language) => {
    for (const name of AREAS) {
      const [here, there] = [Object.keys(area(language, name)), Object.keys(area("en", name))];
      expect({ area: name, missing: there.filter((key) => !here.includes(key)) }).toEqual({
        area: name,
        missing: [],
      });
      expect({ area: name, extra: here.filter((key) => !there.includes(key)) }).toEqual({
        area: name,
        extra: [],
      });
    }
  });

  test.each(LANGUAGES)("%s: every message parses, uses its plurals and known styles", (language) => {
    const wrong = Object.entries(whole(language)).flatMap(([key, message]) => {
      try {
        return study(message, language).wrong.map((what) => `${key}: ${what}`);
      } catch (error) {
        return [`${key}: ${String(error)}`];
      }
    });
    expect(wrong).toEqual([]);
  });

  test.each(["pl", "ru"] as const)("%s: every message has the arguments of the English one", (language) => {
    const [here, there] = [whole(language), whole("en")];
    const differ = Object.keys(there).filter(
      (key) =>
        here[key] !== undefined &&
        study(here[key], language).args.join() !== study(there[key]!, "en").args.join(),
    );
    expect(differ).toEqual([]);
  });

  test.each(["pl", "ru"] as const)("%s: is translated", (language) => {
    const [here, there] = [whole(language), whole("en")];
    // Equal sentences are a forgotten translation; single words and names may well be the same.
    const same = Object.keys(there).filter(
      (key) =>
        here[key] === there[key] &&
        there[key]!.replace(/\{[^}]*\}/g, "")
          .trim()
          .split(/\s+/).length > 3,
    );
    expect(same).toEqual([]);
  });

  test("every code written in the source has words", () => {
    const known = whole("en");
    const unknown = files(src).flatMap((path) =>
      codesIn(readFileSync(path, "utf8"))
        .filter((code) => !(code in known))
        .map((code) => `${relative(src, path)}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  test("words follow the voice: no exclamation marks, no ellipsis of three dots", () => {
    const loud = LANGUAGES.flatMap((language) =>
      Object.entries(whole(language))
        .filter(([, message]) => /!(?!=)|\.\.\./.test(message))
        .map(([key]) => `${language} ${key}`),
    );
    expect(loud).toEqual([]);
  });

  test("the checks can fail", () => {
    expect(study("{n, plural, =0 {0} other {# строк}}", "ru").wrong).toHaveLength(1);
    expect(study("{n, plural, one {#} other {#}}", "ru").wrong).toEqual(["plural of n lacks few, many"]);
    expect(study("{n, number, bogus} {d, date, medium} {a}", "en")).toEqual({
      args: ["a", "d", "n"],
      wrong: ["style bogus"],
    });
    expect(
      codesIn('t("a.b"); ({ code: "c.d-e" }); throw new TenureError("f.g", {}); t(code); x("h.i")'),
    ).toEqual(["a.b", "c.d-e", "f.g"]);
  });
});
