import { createSubscriber } from "svelte/reactivity";

/** Reads as a value that changes with the theme: a figure that asks for it is drawn again in the other colours. */
const subscribe = createSubscriber((update) => {
  const root = new MutationObserver(update);
  root.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", update);
  return () => {
    root.disconnect();
    system.removeEventListener("change", update);
  };
});

export function theme(): string {
  subscribe();
  const chosen = document.documentElement.dataset["theme"];
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
