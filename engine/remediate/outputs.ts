/**
 * Calls that answer with a file's content: where it goes. Source: the IAM API reference, CreateVirtualMFADevice (VirtualMFADevice.QRCodePNG);
 * the AWS CLI demands both options there (awscli customization iamvirtmfa).
 */
export interface FileOutput {
  /** Members of the response that lead to the content. */
  path: readonly [string, string];
  /** Members beside it that tell the same secret: never printed. */
  secret: readonly string[];
  file: string;
  /** What the AWS CLI wants for it. */
  cliOptions: readonly string[];
  warning: string;
}

export const FILE_OUTPUTS: ReadonlyMap<string, FileOutput> = new Map([
  [
    "iam:CreateVirtualMFADevice",
    {
      path: ["VirtualMFADevice", "QRCodePNG"],
      secret: ["QRCodePNG", "Base32StringSeed"],
      file: "virtual-mfa.png",
      cliOptions: ["--outfile virtual-mfa.png", "--bootstrap-method QRCodePNG"],
      warning: "The QR code in virtual-mfa.png is a secret: delete the file once it is scanned.",
    },
  ],
]);
