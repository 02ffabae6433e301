/** One entry of a menu. */
export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly note?: string;
  readonly svg?: string;
  /** Present: one of a choice; whether it is the chosen one. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly lang?: string;
}
