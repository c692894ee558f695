import { clientOf, clientsOf, type ScriptClient } from "./clients.ts";
import { documentLines } from "./documents.ts";
import { literal, localName, type Syntax } from "./literal.ts";
import { variableName } from "./names.ts";
import {
  CONFIRM_PROMPT,
  confirmation,
  guardedAccount,
  headLines,
  LAST_KEY,
  NOTHING,
  ONLY_REASONS,
  onlyPart,
  partsWithSteps,
  readySteps,
  STILL_ACTIVE,
  STOPPED,
  stepLines,
} from "./outline.ts";
import { FILE_OUTPUTS } from "./outputs.ts";
import type { Argument, ReadyStep, Remediation, RemediationPart } from "./plan.ts";
import { homeRegion, splitCall } from "./services.ts";
import { quoted, visible } from "./text.ts";

const TYPESCRIPT: Syntax = { text: quoted, true: "true", false: "false", key: quoted, indent: "  " };

/** The remediation as a whole TypeScript module on the AWS SDK v3. It refuses to run on another account. */
export function renderTypeScript(remediation: Remediation): string {
  const parts = partsWithSteps(remediation);
  const ready = readySteps(parts);
  const head = headLines(remediation).map((line) => `// ${line}`);
  if (parts.length === 0) head.push(`// ${NOTHING}`);
  if (parts.length > 0 && ready.length === 0) head.push(`// ${ONLY_REASONS}`);
  if (ready.length === 0)
    return `${[...head, "", ...parts.flatMap((part) => [...documented(part), ...part.steps.flatMap(commented)]), "export {};"].join("\n")}\n`;
  const clients = clientsOf(ready);
  const blocks = [
    [...head, ...imports(ready, guardedAccount(remediation) !== null)],
    clients.map(({ variable, service, region }) => `const ${variable} = new ${service.client}({${region ? ` region: ${quoted(region)} ` : ""}});`),
    ...(asksIn(ready) ? [READER] : []),
    ...accountGuard(remediation),
    [...run(parts), ...(asksIn(ready) ? ["terminal.close();"] : [])],
    ...parts.map((part) => partFunction(part, clients)),
    ...helpers(ready),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const documented = (part: RemediationPart): string[] => documentLines(part).flatMap((lines) => ["", ...lines.map((line) => `// ${visible(line)}`)]);

const commented = (step: RemediationPart["steps"][number], index: number): string[] => stepLines(step, index + 1).map((line) => `// ${line}`);

function imports(steps: readonly ReadyStep[], guarded: boolean): string[] {
  const names = new Map<string, Set<string>>();
  const add = (from: string, name: string): void => {
    names.set(from, (names.get(from) ?? new Set()).add(name));
  };
  for (const step of steps) {
    const call = splitCall(step.call);
    if (!call) continue;
    add(call.service.package, call.service.client);
    add(call.service.package, `${call.operation}Command`);
    if (step.keepsAKey || step.onlyInactive) add(call.service.package, "ListAccessKeysCommand");
    if (FILE_OUTPUTS.has(step.call)) add("node:fs/promises", "writeFile");
    if (asks(step)) add("node:readline", "createInterface");
  }
  if (guarded) for (const name of ["GetCallerIdentityCommand", "STSClient"]) add("@aws-sdk/client-sts", name);
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, list]) => `import { ${[...list].sort().join(", ")} } from "${from}";`);
}

/** Whether a person is asked something at the terminal, or through a pipe. */
const asks = (step: ReadyStep): boolean => step.supply.length > 0 || confirmation(step) !== null;

const asksIn = (steps: readonly ReadyStep[]): boolean => steps.some(asks);

function accountGuard(remediation: Remediation): string[][] {
  const account = guardedAccount(remediation);
  if (account === null) return [];
  const region = homeRegion(remediation.partition);
  return [
    [
      `const { Account } = await new STSClient({${region ? ` region: ${quoted(region)} ` : ""}}).send(new GetCallerIdentityCommand({}));`,
      `if (Account !== ${quoted(account)}) throw new Error(\`These credentials are of account \${Account}, not ${account.replace(/[^0-9A-Za-z-]/g, "?")}.\`);`,
    ],
  ];
}

function run(parts: readonly RemediationPart[]): string[] {
  const [only] = parts;
  const kind = onlyPart(parts);
  const refusal = kind ? [`if (![undefined, "${kind}"].includes(process.argv[2])) throw new Error("this script has one part: ${kind}");`] : [];
  if (parts.length === 1) return [...refusal, `await ${only?.kind}();`];
  const names = parts.map((part) => part.kind);
  return [
    `const parts = new Map([${names.map((name) => `["${name}", ${name}]`).join(", ")}]);`,
    'const part = parts.get(process.argv[2] ?? "");',
    `if (!part) throw new Error("say which: ${names.join(" or ")}");`,
    "await part();",
  ];
}

function partFunction(part: RemediationPart, clients: readonly ScriptClient[]): string[] {
  const declared = new Set<string>();
  const steps = part.steps.flatMap((step, index) => ["", ...commented(step, index), ...(step.status === "ready" ? stepCode(step, clients, declared) : [])]);
  const lines = [...documented(part), ...steps].slice(1);
  return [`async function ${part.kind}(): Promise<void> {`, ...lines.map((line) => (line ? `  ${line}` : "")), "}"];
}

function stepCode(step: ReadyStep, clients: readonly ScriptClient[], declared: Set<string>): string[] {
  const question = confirmation(step);
  const wanted = step.supply.filter((name) => question !== null || !declared.has(name));
  if (question === null) for (const name of wanted) declared.add(name);
  const call = callCode(step, clients);
  const keyChecks = checksOfKey(step, clients);
  const body = [
    ...wanted.map(
      (name) =>
        `const ${localName(name)} = await ask(${[`"${variableName(name)}"`, ...(step.explained?.[name] ? [quoted(step.explained[name])] : [])].join(", ")});`,
    ),
    ...(keyChecks.length > 0 ? [`if (${keyChecks.join(" && ")}) {`, ...call.map((line) => `  ${line}`), "}"] : call),
  ];
  return question === null ? body : [`if (await confirm(${quoted(question)})) {`, ...body.map((line) => `  ${line}`), "}"];
}

/** What must hold of the keys of the user of a step before the call. */
function checksOfKey(step: ReadyStep, clients: readonly ScriptClient[]): string[] {
  const key = step.with.find(({ name }) => name === "AccessKeyId")?.argument ?? NO_TEXT;
  const user = step.with.filter(({ name }) => name === "UserName").map(({ argument }) => `{ UserName: ${literal(argument, TYPESCRIPT, "")} }`);
  const names = [...(step.keepsAKey ? ["anotherKey"] : []), ...(step.onlyInactive ? ["inactiveKey"] : [])];
  return names.map((name) => `(await ${name}(${clientOf(clients, step)?.variable}, ${literal(key, TYPESCRIPT, "")}, ${user[0] ?? "{}"}))`);
}

const NO_TEXT: Argument = { kind: "value", value: "" };

function callCode(step: ReadyStep, clients: readonly ScriptClient[]): string[] {
  const request = literal({ kind: "object", members: step.with }, { ...TYPESCRIPT, key: (name) => (/^[A-Za-z]\w*$/.test(name) ? name : quoted(name)) }, "");
  const send = `await ${clientOf(clients, step)?.variable}.send(new ${splitCall(step.call)?.operation}Command(${request}))`;
  const output = FILE_OUTPUTS.get(step.call);
  if (!output) return `show(${send});`.split("\n");
  const [outer, inner] = output.path;
  const shown = `const { ${output.secret.map((name, index) => (name === inner ? `${name}: content` : `${name}: _secret${index}`)).join(", ")}, ...rest } = response.${outer} ?? {};`;
  return [
    `// ${output.warning}`,
    ...`const response = ${send};`.split("\n"),
    shown,
    `if (content) await writeFile(${quoted(output.file)}, content, { mode: 0o600 });`,
    `show({ ${outer}: rest });`,
  ];
}

function helpers(steps: readonly ReadyStep[]): string[][] {
  return [
    SHOW,
    ...(steps.some((step) => step.keepsAKey) ? [ANOTHER_KEY] : []),
    ...(steps.some((step) => step.onlyInactive) ? [INACTIVE_KEY] : []),
    ...(asksIn(steps) ? [QUESTION] : []),
    ...(steps.some((step) => step.supply.length > 0) ? [ASK] : []),
    ...(steps.some((step) => confirmation(step) !== null) ? [CONFIRM] : []),
  ];
}

const SHOW = [
  "function show(response: object): void {",
  '  const answer = Object.fromEntries(Object.entries(response).filter(([name]) => name !== "$metadata"));',
  "  if (Object.keys(answer).length > 0) console.log(JSON.stringify(answer, null, 2));",
  "}",
];

const ANOTHER_KEY = [
  "/** Whether the user has another active access key. */",
  "async function anotherKey(client: IAMClient, key: string, user: { UserName?: string }): Promise<boolean> {",
  "  const { AccessKeyMetadata: keys = [] } = await client.send(new ListAccessKeysCommand(user));",
  '  if (keys.some((other) => other.Status === "Active" && other.AccessKeyId !== key)) return true;',
  `  console.error(key, ${quoted(LAST_KEY)});`,
  "  return false;",
  "}",
];

const INACTIVE_KEY = [
  "/** Whether an access key is inactive. */",
  "async function inactiveKey(client: IAMClient, key: string, user: { UserName?: string }): Promise<boolean> {",
  "  const { AccessKeyMetadata: keys = [] } = await client.send(new ListAccessKeysCommand(user));",
  '  if (!keys.some((each) => each.Status === "Active" && each.AccessKeyId === key)) return true;',
  `  console.error(key, ${quoted(STILL_ACTIVE)});`,
  "  return false;",
  "}",
];

const READER = [
  "// One reader for all questions: answers that come through a pipe at once would be lost with the first one's.",
  "const terminal = createInterface({ input: process.stdin, output: process.stderr });",
  "const answers = terminal[Symbol.asyncIterator]();",
];

const QUESTION = [
  "/** The next line; empty where the input has ended. */",
  "async function question(text: string): Promise<string> {",
  "  if (process.stdin.isTTY) {",
  "    terminal.setPrompt(text);",
  "    terminal.prompt();",
  "  } else process.stderr.write(text);",
  "  const { done, value } = await answers.next();",
  '  return done ? "" : value;',
  "}",
];

const ASK = [
  "/** What a person supplies: from the environment, else typed in. */",
  'async function ask(name: string, what = ""): Promise<string> {',
  '  const value = process.env[name] || (await question(`${what ? `${what}\\n` : ""}${name}: `));',
  "  if (!value) throw new Error(`${name} is needed.`);",
  "  process.env[name] = value;",
  "  return value;",
  "}",
];

const CONFIRM = [
  "async function confirm(text: string): Promise<boolean> {",
  `  const answer = (await question(\`\${text}\\n${CONFIRM_PROMPT}\`)).trim().toLowerCase();`,
  `  if (answer !== "y" && answer !== "s") throw new Error(${quoted(STOPPED)});`,
  '  return answer === "y";',
  "}",
];
