import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../components/problem";
import type { UserCodes, UserDetail } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { userPath } from "./user-path";

const topics = ["users", "clock"] as const;

/** What the user would read off their authenticator app or their sheet of paper, once somebody asks. */
export function Codes({ user }: { user: UserDetail }) {
  const [isAsked, setAsked] = useState(false);
  const has = user.factors.some(({ type }) => type === "otp" || type === "recovery-code");
  if (!has) return null;
  return (
    <div class="card-body">
      {isAsked ? (
        <CurrentCodes path={`${userPath(user.user_id)}/codes`} />
      ) : (
        <button type="button" onClick={() => setAsked(true)}>
          Show what the user would type in
        </button>
      )}
    </div>
  );
}

function CurrentCodes({ path }: { path: string }) {
  const { data, error, reload } = useLive<UserCodes>(path, topics);
  const rest = data?.otp?.expires_in;
  useEffect(() => {
    if (rest === undefined) return;
    const timer = setTimeout(reload, rest);
    return () => clearTimeout(timer);
  }, [rest, data, reload]);
  return (
    <>
      <Problem error={error} />
      <dl class="facts">
        {data?.otp && (
          <>
            <dt>Authenticator app</dt>
            <dd>
              <code class="big-code">{data.otp.code}</code> <span class="soft small">follows the app’s 30 seconds</span>
            </dd>
          </>
        )}
        {data?.recovery_code !== undefined && (
          <>
            <dt>Recovery code</dt>
            <dd>
              <code>{data.recovery_code}</code> <span class="soft small">good for one login</span>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
