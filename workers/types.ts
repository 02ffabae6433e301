import { expose } from "comlink";
import ts from "typescript";
import { files } from "virtual:declarations";
import { typeService } from "../src/ui/editor/types/service";

/** TypeScript has its messages in these languages. Not part of its declared interface, yet how its own server does it. */
interface Speaking {
  setLocalizedDiagnosticMessages(words: Record<string, string> | undefined): void;
}

const WORDS: Readonly<Record<string, () => Promise<{ default: Record<string, string> }>>> = {
  pl: () => import("typescript/lib/pl/diagnosticMessages.generated.json"),
  ru: () => import("typescript/lib/ru/diagnosticMessages.generated.json"),
};

expose({
  ...typeService(ts, files),
  async speak(language: string): Promise<void> {
    const words = await WORDS[language]?.();
    (ts as unknown as Speaking).setLocalizedDiagnosticMessages(words?.default);
  },
});
