import { defineConfig } from "@playwright/test";

export default defineConfig({
  use: {
    baseURL: "http://localhost:3000",
    // The local tenant's certificate is of an authority that the browser does not know.
    ignoreHTTPSErrors: true,
    // Default: the browser of `npx playwright install chromium`.
    launchOptions: { executablePath: process.env.CHROMIUM },
  },
  webServer: { command: "node app.js", url: "http://localhost:3000" },
});
