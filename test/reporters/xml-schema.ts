import { readFileSync } from "node:fs";
import { validateXML } from "xmllint-wasm";

/** What libxml2 says against a JUnit report: whether it is well-formed, and by the schema of Jenkins's xUnit plugin. */
export async function junitErrors(text: string): Promise<string[]> {
  const schema = readFileSync("test/fixtures/junit/junit-10.xsd", "utf8");
  const { errors, valid } = await validateXML({ xml: { fileName: "report.xml", contents: text }, schema: { fileName: "junit.xsd", contents: schema } });
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
}
