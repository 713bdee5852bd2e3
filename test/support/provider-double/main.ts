// A test double of the auth0/auth0 provider: Terraform starts it as a plugin (protocol 5 over gRPC) where tests can't have
// the real one. Same schema, same calls in the same order, loopback only; build.ts makes an executable and a mirror of it.
import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPackageDefinition, Server, ServerCredentials, type ServiceClientConstructor } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { diagnosticOf } from "./diagnostics";
import { Provider } from "./provider";
import { schemaResponse } from "./schema";

/** The file of the double's folder, where the build has put everything side by side. */
const beside = (name: string) => join(__dirname, name);

function service(proto: string, path: string[]): ServiceClientConstructor["service"] {
  const definition = loadPackageDefinition(loadSync(beside(proto), { keepCase: true, defaults: true, longs: Number }));
  // biome-ignore lint/suspicious/noExplicitAny: a tree of packages, addressed by name
  return path.reduce((tree: any, name) => tree[name], definition).service;
}

function credentials(): ServerCredentials {
  const client = process.env.PLUGIN_CLIENT_CERT;
  if (!client) return ServerCredentials.createInsecure();
  const pair = { private_key: readFileSync(beside("key.pem")), cert_chain: readFileSync(beside("certificate.pem")) };
  return ServerCredentials.createSsl(Buffer.from(client), [pair], true);
}

/** The line with which a plugin tells Terraform where it listens (go-plugin's handshake, protocol 5). */
function handshake(port: number): string {
  const secured = process.env.PLUGIN_CLIENT_CERT !== undefined;
  const certificate = secured ? new X509Certificate(readFileSync(beside("authority.pem"))).raw.toString("base64") : "";
  return `1|5|tcp|127.0.0.1:${port}|grpc|${certificate.replace(/=+$/, "")}\n`;
}

/** The answer to `GetSchema` as it goes over the wire: making it is a good part of a plugin's short life. */
const ENCODED_SCHEMA = beside("schema.bin");

function providerService(): ServiceClientConstructor["service"] {
  return service("tfplugin5.proto", ["tfplugin5", "Provider"]);
}

/** At the build, once: writes the encoded schema, and starts a server, so that the code compiled for that is kept. */
function prepare(): void {
  writeFileSync(ENCODED_SCHEMA, providerService().GetSchema!.responseSerialize(schemaResponse()));
  process.env.PLUGIN_CLIENT_CERT = readFileSync(beside("certificate.pem"), "utf8");
  serve(() => process.exit(0));
}

function serve(onListening: (port: number) => void): void {
  const provider = new Provider();
  const server = new Server();
  const handlers = Object.entries(provider.calls).map(([name, handle]) => [
    name,
    // biome-ignore lint/suspicious/noExplicitAny: grpc-js types no unary call that is not generated
    async ({ request }: any, done: (error: null, response: object) => void) => {
      try {
        done(null, await handle(request));
      } catch (error) {
        done(null, { diagnostics: [diagnosticOf(error)] });
      }
    },
  ]);
  const served = providerService();
  served.GetSchema!.responseSerialize = () => readFileSync(ENCODED_SCHEMA);
  server.addService(served, {
    ...Object.fromEntries(handlers),
    GetSchema: (_call: unknown, done: (error: null, response: object) => void) => done(null, {}),
  });
  server.addService(service("controller.proto", ["plugin", "GRPCController"]), {
    Shutdown: (_call: unknown, done: (error: null, response: object) => void) => {
      done(null, {});
      setImmediate(() => process.exit(0));
    },
  });
  server.bindAsync("127.0.0.1:0", credentials(), (error, port) => {
    if (error) throw error;
    onListening(port);
  });
}

if (process.argv[2] === "--prepare") prepare();
else if (process.env.TF_PLUGIN_MAGIC_COOKIE !== undefined) serve((port) => process.stdout.write(handshake(port)));
else {
  process.stderr.write("This is a Terraform plugin (a test double of auth0/auth0); Terraform starts it.\n");
  process.exit(1);
}
