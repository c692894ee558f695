import { type AccessContext, type PrincipalReach, plural, type WhoAnswer } from "../schemas/index.ts";
import { contextTexts, statementText } from "./access.ts";
import { gapText } from "./access-comparison.ts";
import { gapTitle } from "./gap-text.ts";
import { wrap } from "./layout.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

/** Who may make some request that a pattern covers, for people: how many, then each with the statements that allow it and what it depends on. */
export function whoText({ access, principals, gaps }: WhoAnswer, width: number, paint: Paint): string {
  const may = principals.filter(({ verdict, answer }) => verdict === "allowed" || (verdict === "conditional" && answer?.read !== "denied"));
  const ifAllowed = principals.filter(({ verdict, answer }) => verdict === "conditional" && answer?.read === "denied");
  const open = principals.filter(({ verdict }) => verdict === "unknown");
  const what = `call ${listText(access.actions)} on ${listText(access.resources)}`;
  const count = plural(principals.length, "user or role", "users and roles");
  const head = may.length === 0 ? paint.green("None") : paint.red(`${may.length}`);
  const lines = wrap(`${paint.bold(head)} of ${count} may ${what}.`, width);
  const add = (title: string, texts: readonly (readonly string[])[]): void => {
    if (texts.length === 0) return;
    lines.push("", paint.bold(title));
    for (const [first = "", ...others] of texts) lines.push(...wrap(first, width, "  "), ...others.flatMap((text) => wrap(text, width, "    ")));
  };
  add("May", may.map(reachTexts));
  add(
    "May where a policy that was not read allows it",
    ifAllowed.map((one) => [short(one.arn, 300), ...(one.answer?.unread ?? []).map((text) => `${short(text, 300)} was not read`)]),
  );
  add("Not known", open.map(openTexts));
  add(
    "Principals that were not read",
    gaps.map(({ gap }) => [gapTitle(gap), short(gap.message, 400)]),
  );
  return `${lines.join("\n")}\n`;
}

const listText = (texts: readonly string[]): string => texts.map((text) => short(text, 200)).join(", ");

function reachTexts({ arn, answer }: PrincipalReach): string[] {
  if (!answer) return [short(arn, 300)];
  const { action, resource, layers, allowedWith, verdict, unread } = answer;
  const statements = layers.flatMap(({ outcome, statements: all }) => (outcome === "allows" ? all : []));
  return [
    short(arn, 300),
    `${visible(action)}${resource === "*" ? "" : `, for example on ${short(resource, 300)}`}`,
    ...statements.map((source) => `${statementText(source)} allows it`),
    ...(verdict === "conditional" ? withTexts(allowedWith) : []),
    ...unread.map((text) => `${short(text, 300)} was not read; it could deny it`),
  ];
}

const withTexts = (context: AccessContext | null): string[] => contextTexts(context).map((text) => `with ${text}`);

const openTexts = ({ arn, answer, gaps }: PrincipalReach): string[] => [
  short(arn, 300),
  ...gaps.map(gapText),
  ...(answer?.gaps ?? []).map(({ gap }) => `${gapTitle(gap)}: ${short(gap.message, 400)}`),
];
