import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeInBrowser, setUpBrowser } from "./browser";

describeInBrowser("a browser of this machine", () => {
  const openContext = setUpBrowser();

  test("shows a page of a local server", async () => {
    const server = createServer((_, response) => response.end("<title>here</title>")).listen(0, "127.0.0.1");
    try {
      const page = await (await openContext()).newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      expect(await page.title()).toBe("here");
    } finally {
      server.close();
    }
  });
});
