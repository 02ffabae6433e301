// The three faces, by subset: a browser fetches only the files whose characters the page shows, and swaps them in.
import "@fontsource-variable/brygada-1918/wght.css";
import "@fontsource-variable/brygada-1918/wght-italic.css";
import "@fontsource-variable/golos-text/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
