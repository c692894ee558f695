import { byService, POLICY_NAME, sidOf } from "./actions.ts";

/** The same policy for Terraform's AWS provider. */
export function permissionsTerraform(actions: Iterable<string>): string {
  const statements = byService(actions).map(([service, list]) =>
    [
      "  statement {",
      `    sid       = "${sidOf(service)}"`,
      '    resources = ["*"]',
      "    actions = [",
      ...list.map((action) => `      "${action}",`),
      "    ]",
      "  }",
    ].join("\n"),
  );
  return `data "aws_iam_policy_document" "reeve_read" {
${statements.join("\n\n")}
}

resource "aws_iam_policy" "reeve_read" {
  name        = "${POLICY_NAME}"
  description = "What Reeve reads."
  policy      = data.aws_iam_policy_document.reeve_read.json
}
`;
}
