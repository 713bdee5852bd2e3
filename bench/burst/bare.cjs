// The same requests by node:https alone, over as many connections and without a deadline. Prints the milliseconds.
const { Agent, request } = require("node:https");
const [origin, requests, connections, json] = process.argv.slice(2);
const secrets = JSON.parse(json);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });

function approve(index) {
  const number = `+1202555${String(index).padStart(4, "0")}`;
  const options = {
    method: "POST",
    agent,
    auth: `${secrets.TWILIO_ACCOUNT_SID}:${secrets.TWILIO_AUTH_TOKEN}`,
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
  };
  return new Promise((resolve, reject) => {
    const uri = `${origin}/v2/Services/${secrets.TWILIO_VERIFY_SID}/Verifications/${number}`;
    const sent = request(uri, options, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve(JSON.parse(body).status));
    });
    sent.on("error", reject);
    sent.end("Status=approved");
  });
}

async function main() {
  await approve(9999);
  const started = performance.now();
  await Promise.all(Array.from({ length: Number(requests) }, (_, index) => approve(index)));
  process.stdout.write(String(performance.now() - started));
  process.exit();
}

main();
