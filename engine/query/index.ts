export { givenParam } from "./given-param.ts";
export { type Answer, type Query, query } from "./query.ts";
