import { readPreference, writePreference } from "../../storage/preferences";

/** What the sidebar may show. */
export type Tab = "data" | "outline" | "links" | "help";

/** What stands beside the sheet or lies over it, and whether it is open. */
export abstract class Panels {
  /** Whether to forget everything is being asked. */
  forgetting = $state(false);
  receipt = $state(false);
  sidebar = $state(false);
  /** The help beside the empty state, where there is no sidebar. */
  help = $state(false);
  /** The part of the help that was asked for: it takes the keyboard when it is drawn. */
  helpOn = $state<"errors" | null>(null);
  tab = $state<Tab>("data");

  constructor() {
    const wide = matchMedia("(min-width: 1101px)");
    this.sidebar = readPreference("sidebar") !== "closed" && wide.matches;
    // Where there is no longer room beside the page, it would cover it. Paper is narrow only while it is printed.
    wide.addEventListener("change", () => {
      if (!matchMedia("print").matches) this.sidebar &&= wide.matches;
    });
  }

  /** Whether a notebook lies on the desk. */
  protected abstract get occupied(): boolean;

  toggleSidebar(): void {
    if (!this.occupied) {
      this.help = !this.help;
      return;
    }
    this.sidebar = !this.sidebar;
    writePreference("sidebar", this.sidebar ? null : "closed");
  }

  showHelp(on: "errors" | null = null): void {
    this.helpOn = on;
    if (!this.occupied) {
      this.help = true;
      return;
    }
    this.tab = "help";
    this.sidebar = true;
  }
}
