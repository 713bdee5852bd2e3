import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeInBrowser, openBrowser, openContext } from "./browser";

describeInBrowser("a browser of this machine", () => {
  test("shows a page of a local server", async () => {
    const server = createServer((_, response) => response.end("<title>here</title>")).listen(0, "127.0.0.1");
    const browser = await openBrowser();
    try {
      const page = await (await openContext(browser)).newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      expect(await page.title()).toBe("here");
    } finally {
      await browser.close();
      server.close();
    }
  });
});
