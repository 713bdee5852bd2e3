import { commandsFor, npmRun } from "../../ops/support/commands";
import { defineTenants } from "../../stacks/tenant";

const tenants = defineTenants({
  dev: { domain: "dev.example.com", credentials: "api-key" },
  prod: { domain: "prod.example.com", credentials: "api-key", promotesFrom: "dev" },
});
const [dev, prod] = [
  { name: "dev", tenant: tenants.dev! },
  { name: "prod", tenant: tenants.prod! },
];

it("asks for an artefact where a tenant takes nothing else", () => {
  expect(commandsFor(dev)).toEqual({ plan: "npm run plan -- dev", deploy: "npm run deploy -- dev" });
  expect(commandsFor(prod)).toEqual({
    plan: "npm run plan -- prod --artefact <folder>",
    deploy: "npm run deploy -- prod --artefact <folder>",
  });
  expect(commandsFor(dev, "../one").deploy).toBe("npm run deploy -- dev --artefact ../one");
  expect(commandsFor(prod, "../one").plan).toBe("npm run plan -- prod --artefact ../one");
});

it("puts into quotation marks what a shell would take apart", () => {
  expect(npmRun("plan", "dev", "--out", "my plan")).toBe('npm run plan -- dev --out "my plan"');
  expect(npmRun("deploy", "dev", "--plan", "a>b")).toBe('npm run deploy -- dev --plan "a>b"');
});
