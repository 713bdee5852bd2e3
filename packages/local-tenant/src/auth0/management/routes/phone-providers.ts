import { Hono } from "hono";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import {
  formatPhoneProvider,
  formatPhoneProviderItem,
  parsePhoneProvider,
  parsePhoneProviderPatch,
} from "../formatters/phone-provider";
import { phoneProviderBody, phoneProviderPatch } from "../schemas/phone-provider";
import { readBody } from "../validate";

/** /branding/phone/providers: none or one. */
export function phoneProviderRoutes({ phoneProvider, name }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:phone_providers"), (c) => {
    const provider = phoneProvider.current();
    return c.json({ providers: provider ? [formatPhoneProviderItem(provider, name)] : [] });
  });

  app.post("/", needs("create:phone_providers"), async (c) => {
    const provider = phoneProvider.create(parsePhoneProvider(await readBody(c, phoneProviderBody)));
    return c.json(formatPhoneProvider(provider, name), 201);
  });

  app.get("/:id", needs("read:phone_providers"), (c) =>
    c.json(formatPhoneProvider(phoneProvider.get(c.req.param("id")), name)),
  );

  app.patch("/:id", needs("update:phone_providers"), async (c) => {
    const change = parsePhoneProviderPatch(await readBody(c, phoneProviderPatch));
    return c.json(formatPhoneProvider(phoneProvider.update(c.req.param("id"), change), name));
  });

  app.delete("/:id", needs("delete:phone_providers"), (c) => {
    phoneProvider.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}
