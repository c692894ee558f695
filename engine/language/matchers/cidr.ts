import { compileCidr } from "../condition/cidr.ts";
import { patternMatcher } from "./families/patterns.ts";
import { onText } from "./words.ts";

export const cidr = patternMatcher({
  name: "cidr",
  words: {
    editor: "An IP address within a range, such as 10.0.0.0/8; of a list any may hold it. On null: false.",
    subject: "string",
    operand: "block, address, or list of them",
    onNull: "false",
    meaning: "the address lies in any of them",
    remark: "IPv4 and IPv6. CloudTrail writes a service's name where a service called: that lies in no block.",
    examples: () => [
      {
        kind: "event",
        condition: "actor.ip: { cidr: [10.0.0.0/8, 2001:db8::/32] }",
        given: ["10.1.2.3", "192.0.2.1", '"2001:db8::1"', "cloudtrail.amazonaws.com", null].map((value) => `{ sourceIPAddress: ${value} }`),
      },
    ],
    onNullable: onText("{ cidr: 10.0.0.0/8 }"),
  },
  pattern: { language: "cidr", compile: compileCidr, caseless: (block) => block, fromDocument: false, refusal: "Not accepted" },
  misreadFrom: () => [],
  mistakes: {},
  samples: (literals) => [...literals.flatMap((value) => (typeof value === "string" ? [value.replace(/\/\d+$/, "")] : [])), "192.0.2.10", "198.51.100.77"],
});
