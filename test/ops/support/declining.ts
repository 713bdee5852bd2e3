import type { Invocation } from "../../../ops/support/invocation";
import { defineTenants } from "../../../stacks/tenant";
import { testProvider } from "../../support/terraform-provider";
import type { Promotion } from "./promotion";
import { recordedOutput } from "./recorded-output";

/** A verb's invocation, in this process, of a person who says no when they are asked; `asked` counts the questions. */
export function declining(promotion: Promotion, name: string): Promise<Invocation & { asked: number }> {
  return answering(promotion, name, async () => false);
}

/** The same of a person who does something before they answer. */
export async function answering(
  { configs, output }: Promotion,
  name: string,
  answer: () => Promise<boolean>,
): Promise<Invocation & { asked: number }> {
  const tenants = defineTenants(configs);
  const { cliConfigFile } = await testProvider();
  process.env.CDKTF_OUTDIR = output;
  const invocation: Invocation & { asked: number } = {
    name,
    tenant: tenants[name]!,
    tenants,
    caller: { PATH: process.env.PATH, HOME: output, TF_CLI_CONFIG_FILE: cliConfigFile },
    output: recordedOutput(),
    yes: false,
    asked: 0,
    confirm: () => {
      invocation.asked += 1;
      return answer();
    },
  };
  return invocation;
}
