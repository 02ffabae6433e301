import commandIcon from "@phosphor-icons/core/regular/command.svg?raw";
import folder from "@phosphor-icons/core/regular/folder-open.svg?raw";
import house from "@phosphor-icons/core/regular/house.svg?raw";
import keyboard from "@phosphor-icons/core/regular/keyboard.svg?raw";
import question from "@phosphor-icons/core/regular/question.svg?raw";
import shield from "@phosphor-icons/core/regular/shield-check.svg?raw";
import squares from "@phosphor-icons/core/regular/squares-four.svg?raw";
import sidebar from "@phosphor-icons/core/regular/sidebar-simple.svg?raw";
import { LANGUAGES, NAMES } from "../../../i18n";
import { THEMES } from "../../shell/reader.svelte";
import { anywhere, inNotebook, type Command } from "../command";

const THEME_WORDS = { system: "bar.themeSystem", light: "bar.themeLight", dark: "bar.themeDark" } as const;

/** What can be done with or without a notebook. */
export const page: readonly Command[] = [
  anywhere({
    id: "palette",
    group: "page",
    words: "bar.commands",
    keys: ["Mod+K"],
    modes: ["command", "edit", "palette", "text", "page", "read"],
    svg: commandIcon,
    act: ({ hub }) => (hub.layer = hub.layer === "palette" ? null : "palette"),
  }),
  anywhere({
    id: "help",
    group: "page",
    words: "command.help",
    keys: ["?"],
    svg: question,
    menu: "bar",
    act: ({ hub }) => (hub.layer = "help"),
  }),
  anywhere({
    id: "keys",
    group: "page",
    words: "command.keys",
    svg: keyboard,
    menu: "bar",
    act: ({ hub }) => (hub.layer = "keys"),
  }),
  anywhere({
    id: "open-files",
    group: "page",
    words: "empty.files",
    svg: folder,
    act: ({ desk }) => desk.pickFiles(),
  }),
  anywhere({
    id: "open-notebook",
    group: "page",
    words: "empty.notebook",
    svg: folder,
    act: ({ desk }) => desk.pickNotebook(),
  }),
  anywhere({
    id: "gallery",
    group: "page",
    words: "command.gallery",
    svg: squares,
    menu: "bar",
    act: ({ hub }) => (hub.layer = "gallery"),
  }),
  anywhere({ id: "sample", group: "page", words: "empty.sample", act: ({ desk }) => desk.openSample() }),
  inNotebook({
    id: "home",
    group: "page",
    words: "command.home",
    svg: house,
    act: ({ desk }) => desk.leave(),
  }),
  anywhere({
    id: "sidebar",
    group: "page",
    words: "bar.sidebar",
    svg: sidebar,
    act: ({ desk }) => desk.toggleSidebar(),
  }),
  anywhere({
    id: "receipt",
    group: "page",
    words: "receipt.title",
    svg: shield,
    act: ({ desk }) => (desk.receipt = true),
  }),
  ...THEMES.map((theme) =>
    anywhere({
      id: `theme-${theme}`,
      group: "page",
      words: THEME_WORDS[theme],
      on: ({ desk }) => desk.reader.theme === theme,
      act: ({ desk }) => desk.reader.dress(theme),
    }),
  ),
  ...LANGUAGES.map((language) =>
    anywhere({
      id: `language-${language}`,
      group: "page",
      words: "command.language",
      params: { name: NAMES[language] },
      on: ({ desk }) => desk.reader.speech.language === language,
      act: ({ desk }) => desk.reader.speak(language),
    }),
  ),
];
