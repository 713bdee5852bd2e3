import { useState } from "preact/hooks";
import { Empty } from "../../components/empty";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { LocalTenantDescription, UserDocument } from "../../lib/documents";
import { useLive } from "../../lib/live";

const topics = ["users", "actions"] as const;

/** What stands here before anything arrived: what would, and a button that makes it so. */
export function NothingYet() {
  const { data: tenant } = useLive<LocalTenantDescription>("", topics);
  const { data } = useLive<{ users: UserDocument[] }>("/users", topics);
  const [error, setError] = useState<Error>();
  const user = data?.users.find(({ method }) => method === "sms");
  const logIn = () => post("/logins", { user: user?.handle, method: "sms" }).catch(setError);
  return (
    <Empty title="No phone has rung yet">
      <p>
        No real phone gets this tenant’s codes. They arrive here, and you see who got one, whether it was typed in, and
        whether Verify was told.
      </p>
      {tenant?.phoneProvider === null && (
        <p class="notice warn">
          No Action sends the tenant’s messages, so nothing will arrive. Deploy a phone provider.
        </p>
      )}
      {user && (
        <button type="button" class="primary" onClick={logIn}>
          Send a code to {user.phone_number ?? user.handle}
        </button>
      )}
      <p>This starts a login that waits for the code.</p>
      <Problem error={error} />
    </Empty>
  );
}
