import {
  loadShell,
  loadWords,
  preferred,
  isLanguage,
  type Language,
  type Speech,
  type Words,
} from "../../i18n";
import { readPreference, writePreference } from "../../storage/preferences";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Who reads: the language and the theme, live and remembered. */
export class Reader {
  #speech = $state.raw<Speech>() as Speech;
  #theme = $state<Theme>("system");

  private constructor(speech: Speech, theme: Theme) {
    this.#speech = speech;
    this.#theme = theme;
    this.#show();
  }

  /** Words of the frame first; the rest of the language follows while the page is already in use. */
  static async meet(): Promise<Reader> {
    const kept = readPreference("language");
    const language = isLanguage(kept) ? kept : preferred(navigator.languages);
    const theme = THEMES.find((name) => name === readPreference("theme")) ?? "system";
    const reader = new Reader(await loadShell(language), theme);
    void reader.#bring(language);
    return reader;
  }

  get speech(): Speech {
    return this.#speech;
  }

  get theme(): Theme {
    return this.#theme;
  }

  async speak(language: Language): Promise<void> {
    writePreference("language", language);
    await this.#bring(language);
  }

  dress(theme: Theme): void {
    writePreference("theme", theme === "system" ? null : theme);
    this.#theme = theme;
    this.#show();
  }

  #asked: Language | null = null;
  /** Words wanted so far, each with its coming. */
  readonly #wanted = new Map<Words, Promise<void>>();

  /** Brings the words of analyses and imports; whoever shows these waits for it. */
  everyWord(): Promise<void> {
    return this.words("more");
  }

  /** Brings these words too, now and in whatever language is chosen later. */
  words(name: Words): Promise<void> {
    const held = this.#wanted.get(name);
    if (held) return held;
    const coming = Promise.resolve().then(() => this.#bring(this.#asked ?? this.#speech.language));
    this.#wanted.set(name, coming);
    coming.catch(() => this.#wanted.delete(name));
    return coming;
  }

  async #bring(language: Language): Promise<void> {
    this.#asked = language;
    const wanted = new Set<Words>(["sheet", ...this.#wanted.keys()]);
    const speech = await loadWords(language, wanted);
    // A later choice, and a wider one, wins over a slower chunk.
    if (this.#asked !== language) return;
    if ([...this.#wanted.keys()].some((name) => !wanted.has(name))) return this.#bring(language);
    this.#speech = speech;
    this.#show();
  }

  #show(): void {
    const root = document.documentElement;
    root.lang = this.#speech.language;
    if (this.#theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = this.#theme;
  }
}
