// node lambda-function.cjs <bundle>   stands for Lambda's Node runtime: polls the Runtime API and calls the handler
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

async function main() {
  const { handler } = require(process.argv[2]);
  console.log(`listening on ${api}`);
  for (;;) {
    const next = await fetch(`${api}/invocation/next`);
    const invocation = `${api}/invocation/${next.headers.get("lambda-runtime-aws-request-id")}`;
    try {
      const result = await handler(await next.json(), {});
      await fetch(`${invocation}/response`, { method: "POST", body: JSON.stringify(result) });
    } catch (error) {
      const body = JSON.stringify({ errorMessage: error.message, errorType: error.name });
      await fetch(`${invocation}/error`, { method: "POST", body });
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
