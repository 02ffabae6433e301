export { Hub } from "./hub.svelte";
export { default as Layers } from "./Layers.svelte";
