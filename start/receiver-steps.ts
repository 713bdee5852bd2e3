import { dirname } from "node:path";
import { printable } from "../packages/local-tenant/src/support/printable";
import { shellQuoted } from "../packages/local-tenant/src/support/shell-quoted";
import type { StartReport } from "./start-report";

/** Says of the stack's log streams that they are not loaded; `[]` for a stack without one. */
export function streamsNotLoaded({ stack }: Pick<StartReport, "stack">): string[] {
  return stack.logStreamEndpoints.map((endpoint) =>
    printable(
      `The log stream to ${endpoint} is not loaded: Terraform creates it and its token. No receiver reports these logins' codes.`,
    ),
  );
}

/** How to have the receiver report what happens in this tenant; `[]` for a stack without a log stream. */
export function receiverSteps(report: Pick<StartReport, "stack" | "sandbox" | "credentialsFile">): string[] {
  const [endpoint] = report.stack.logStreamEndpoints;
  if (endpoint === undefined) return [];
  const { verifyUrl, caFile, name } = report.sandbox;
  const twilio = ["ACCOUNT_SID", "AUTH_TOKEN", "VERIFY_SID"].map((rest) => `TWILIO_${rest}=$TF_VAR_TWILIO_${rest}`);
  return [
    "  npm run deploy -- sandbox                            # makes the log stream and its token",
    "  npm run stream-token -- sandbox --out receiver.env",
    "  npm run build -w log-stream-receiver",
    `  set -a; . ${shellQuoted(report.credentialsFile)}; . ./receiver.env; set +a`,
    `  export AUTH0_TENANTS=${name} VERIFY_ORIGIN=${verifyUrl} NODE_EXTRA_CA_CERTS=${shellQuoted(caFile)}`,
    `  export ${twilio.join(" ")}`,
    "  node packages/log-stream-receiver/dist/node.cjs      # listens on http://127.0.0.1:8080",
    printable(`  # and TLS in front of it, at ${endpoint}, with certificate.pem and key.pem`),
    `  # of the newest folder localhost-… in ${dirname(dirname(caFile))}`,
  ];
}
