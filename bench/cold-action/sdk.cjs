// The same report as Twilio's documentation makes it: require("twilio"), a client, one update. Prints the milliseconds.
const [origin, phoneNumber, json] = process.argv.slice(2);
const secrets = JSON.parse(json);

async function main() {
  const started = performance.now();
  const client = require("twilio")(secrets.TWILIO_ACCOUNT_SID, secrets.TWILIO_AUTH_TOKEN);
  client.verify.baseUrl = origin;
  const context = client.verify.v2.services(secrets.TWILIO_VERIFY_SID).verifications(phoneNumber);
  const { status } = await context.update({ status: "approved" });
  const ms = performance.now() - started;
  if (status !== "approved") throw new Error(`Not reported: ${status}`);
  process.stdout.write(String(ms));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
