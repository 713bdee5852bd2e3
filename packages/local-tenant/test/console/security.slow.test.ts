import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { describeInBrowser } from "../support/browser";
import type { TestTenant } from "../support/test-tenant";
import { setUpConsole } from "./support";

describeInBrowser("web pages beside the console in a browser", () => {
  const { startTenant, open, openContext } = setUpConsole();
  let tenant: TestTenant;
  let other: Server;
  let elsewhere: string;

  beforeEach(async () => {
    tenant = await startTenant();
  });
  beforeAll(async () => {
    // A page that another program of this machine serves: the same host, another port.
    other = createServer((_, response) => response.setHeader("content-type", "text/html").end("<h1>elsewhere</h1>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => other.close(resolve)));

  /** Opens a page elsewhere, in the profile of a browser that has the console open. */
  async function openElsewhere(): Promise<Page> {
    const page = await (await open()).context().newPage();
    await page.goto(elsewhere);
    return page;
  }

  async function runElsewhere<Result>(expression: string): Promise<Result> {
    return (await (await openElsewhere()).evaluate(expression)) as Result;
  }

  const users = () => `${tenant.server.consoleUrl}_sandbox/users`;

  test("can't read it, not even with the token", async () => {
    const headers = JSON.stringify({ authorization: `Bearer ${tenant.server.credentials.controlToken}` });
    const read = `fetch("${users()}", { headers: ${headers} }).then((r) => r.status, (error) => error.message)`;
    expect(await runElsewhere(read)).toBe("Failed to fetch");
    const page = `fetch("${tenant.server.consoleUrl}").then((r) => r.status, (error) => error.message)`;
    expect(await runElsewhere(page)).toBe("Failed to fetch");
  });

  test("change nothing by a request that needs no leave", async () => {
    tenant.users.add({ handle: "kept", phone_number: "+12025550140" });
    const before = tenant.users.all().map(({ handle }) => handle);
    const body = JSON.stringify(JSON.stringify({ connection: "sms", phone_number: "+12025550141", handle: "mallory" }));
    await runElsewhere(
      `fetch("${users()}", { method: "POST", mode: "no-cors", body: ${body} }).then(() => 0, () => 0)`,
    );
    const page = await openElsewhere();
    const answer = page.context().waitForEvent("response", (response) => response.url().endsWith("/_sandbox/reset"));
    await page.evaluate(`(() => {
      const form = document.body.appendChild(document.createElement("form"));
      Object.assign(form, { method: "post", action: "${tenant.server.consoleUrl}_sandbox/reset", target: "_blank" });
      form.submit();
    })()`);
    expect((await answer).status()).toBe(403);
    expect(tenant.users.all().map(({ handle }) => handle)).toEqual(before);
  });

  test("get no token from it by a message to its other tabs", async () => {
    const asked = await runElsewhere(`new Promise((resolve) => {
      const channel = new BroadcastChannel("console");
      channel.onmessage = ({ data }) => resolve(data);
      channel.postMessage("token?");
      setTimeout(resolve, 400, "silence");
    })`);
    expect(asked).toBe("silence");
  });

  test("can't show it in a frame", async () => {
    const page = await (await openContext()).newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(elsewhere);
    const complained = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
    await page.evaluate(
      `document.body.appendChild(document.createElement("iframe")).src = "${tenant.server.consoleUrl}"`,
    );
    await complained;
    // The page itself was fetched, and refused before it could load its script.
    expect(asked).toContain(tenant.server.consoleUrl);
    expect(asked).not.toContain(`${tenant.server.consoleUrl}app.js`);
  });

  test("the console runs no script that is put into it, and asks no other origin", async () => {
    const page = await open();
    const ran = await page.evaluate(`new Promise((resolve) => {
      window.ran = [];
      const script = document.createElement("script");
      script.textContent = "window.ran.push('inline')";
      document.body.append(script);
      const image = document.createElement("div");
      image.innerHTML = '<img src="x" onerror="window.ran.push(1)">';
      const failed = new Promise((resolve) => image.firstChild.addEventListener("error", resolve));
      document.body.append(image);
      const asked = fetch("${elsewhere}").then(() => window.ran.push("fetch"), () => {});
      Promise.all([failed, asked]).then(() => resolve(window.ran));
    })`);
    expect(ran).toEqual([]);
    expect(page.complaints.join("\n")).toMatch(/Content Security Policy/);
    expect(await page.context().cookies()).toEqual([]);
  });
});
