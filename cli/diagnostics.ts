export { diagnosticText, tally } from "../reporters/index.ts";
