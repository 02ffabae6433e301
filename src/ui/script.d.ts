/** The address of an entry built as one classic script; see `.run/script.mjs`. */
declare module "*?script" {
  const address: string;
  export default address;
}
