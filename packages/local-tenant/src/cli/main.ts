#!/usr/bin/env node
import { Command } from "commander";
import { startLocalTenant } from "../server";
import { defaultPort, endOnMistake, port } from "./options";

const program = endOnMistake(new Command("local-tenant"))
  .description("Starts a local Auth0 tenant and a local Twilio Verify.")
  .option("--port <number>", "port of the tenant; Verify takes the next one", port, defaultPort)
  .allowExcessArguments(false)
  .parse();

void main(program.opts<{ port: number }>());

async function main({ port: management }: { port: number }): Promise<void> {
  const server = await startLocalTenant({ ports: { management, verify: management + 1 } });
  process.stdout.write(`Ready: https://${server.tenant.domain}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}
