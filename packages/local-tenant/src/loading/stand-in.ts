import type { LocalTenant } from "../auth0/tenant";

/**
 * Puts an Action where the stack looks up another team's post-login Action that this tenant doesn't have. It does nothing
 * but say so in each login's timeline. Returns its id.
 */
export function makeStandIn({ actions }: LocalTenant, name: string): string {
  const said = `stand-in for another team's Action ${JSON.stringify(name)}: it does nothing`;
  const code = [
    "// The local tenant put this here because the stack lists the Action and the tenant had none of its name.",
    `exports.onExecutePostLogin = async () => console.log(${JSON.stringify(said)});`,
    "",
  ].join("\n");
  const { id } = actions.create({ name, code, trigger: { id: "post-login", version: "v3" } }, { by: "stand-in" });
  actions.deploy(id, { by: "stand-in" });
  return id;
}
