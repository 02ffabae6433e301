/** Declarations of the language and of the model library, by path; see `.run/declarations.mjs`. */
declare module "virtual:declarations" {
  export const files: Readonly<Record<string, string>>;
}
