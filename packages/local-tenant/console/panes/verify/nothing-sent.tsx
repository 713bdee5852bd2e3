import { Empty } from "../../components/empty";
import { href } from "../../lib/router";

/** What stands here before Verify sent a code. */
export function NothingSent() {
  return (
    <Empty title="Verify has sent no code yet">
      <p>
        Verify counts a code as converted when it is told that somebody used it. Fraud Guard judges each destination by
        that. Here you see what Verify sees: each code, and whether it was told.
      </p>
      <p>
        <a class="button" href={href("phone")}>
          Send a code in Phone
        </a>
      </p>
    </Empty>
  );
}
