import "../../components/master.css";
import "./users.css";
import { Problem } from "../../components/problem";
import type { UserDocument } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { useTop } from "../../lib/use-top";
import type { PaneProps } from "../pane-props";
import { NewUser } from "./new-user";
import { UserDetail } from "./user-detail";
import { UserList } from "./user-list";

const topics = ["users"] as const;

/** Everyone who can log in, and one of them. `rest`: the user's id, or `new`. */
export function UsersPane({ rest: [chosen] }: PaneProps) {
  const { data, error, reload } = useLive<{ users: UserDocument[] }>("/users", topics);
  useTop(chosen);
  if (!data) return <Problem error={error} />;
  const { users } = data;
  const id = chosen ?? users[0]?.user_id;
  return (
    <div class={`master ${chosen === undefined ? "at-list" : "at-detail"}`}>
      <UserList users={users} shown={id} reload={reload} />
      <div class="detail">
        {chosen === "new" && <NewUser />}
        {chosen !== "new" && id !== undefined && <UserDetail key={id} id={id} users={users} />}
      </div>
    </div>
  );
}
