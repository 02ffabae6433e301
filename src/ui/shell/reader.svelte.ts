import {
  loadLanguage,
  loadSheet,
  loadShell,
  preferred,
  isLanguage,
  type Language,
  type Speech,
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
    void reader.#whole(language);
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
    await this.#whole(language);
  }

  dress(theme: Theme): void {
    writePreference("theme", theme === "system" ? null : theme);
    this.#theme = theme;
    this.#show();
  }

  #asked: Language | null = null;
  /** Set once the words of analyses and imports are wanted too. */
  #every: Promise<void> | null = null;

  /** Brings the words of analyses and imports; whoever shows these waits for it. */
  everyWord(): Promise<void> {
    if (this.#every) return this.#every;
    const language = this.#asked ?? this.#speech.language;
    const every = loadLanguage(language).then((speech) => {
      if (this.#asked !== null && this.#asked !== language) return;
      this.#speech = speech;
      this.#show();
    });
    this.#every = every;
    every.catch(() => (this.#every = null));
    return every;
  }

  async #whole(language: Language): Promise<void> {
    this.#asked = language;
    const every = this.#every;
    const speech = await (every ? loadLanguage(language) : loadSheet(language));
    // A later choice, and a wider one, wins over a slower chunk.
    if (this.#asked !== language) return;
    if (every !== this.#every) return this.#whole(language);
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
