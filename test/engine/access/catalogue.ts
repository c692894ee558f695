import { readOwnTable } from "../../../collectors/files/index.ts";
import { type ActionTable, actionsIn } from "../../../document/index.ts";

const table = readOwnTable("document/actions/table.json.br") as ActionTable;
/** A few actions of few services, so that many policies can be compared. */
const SERVICES = {
  s3: /^(Get|Put|Delete)Object\||^ListBucket\||^ListAllMyBuckets\|/,
  iam: /^(Get|List|Create)User/,
  ec2: /^DescribeInstances\||^StopInstances\|/,
};
export const fewActions = actionsIn({
  ...table,
  services: Object.fromEntries(
    Object.entries(SERVICES).map(([name, kept]) => {
      const rows = table.services[name] ?? { keys: [], types: [], actions: [] };
      return [name, { ...rows, actions: rows.actions.filter((line) => kept.test(line)) }];
    }),
  ),
});

/** All actions that the package knows. */
export const allActions = actionsIn(table);
