import type { Plugin, PluginOption } from "vite";

export function classicScripts(plugins?: () => PluginOption[]): Plugin;
