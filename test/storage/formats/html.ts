import { JSDOM } from "jsdom";
import { kitHtml } from "../../../src/ui/share/foreign";

/** The parser of HTML that a page has by itself. */
export const parser = new new JSDOM("").window.DOMParser();
export const parseHtml = kitHtml(parser);
