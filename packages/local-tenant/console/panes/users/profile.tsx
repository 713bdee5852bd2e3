import { Field } from "../../components/field";
import type { UserDetail } from "../../lib/documents";
import { Check } from "./check";
import { EditForm } from "./edit-form";
import { useEdits } from "./use-edits";

interface Profile {
  name: string;
  nickname: string;
  email: string;
  email_verified: boolean;
  phone_number: string;
  phone_verified: boolean;
  password: string;
}

/** The profile as a form. What was not touched follows the tenant. */
export function Profile({ user, reload }: { user: UserDetail; reload(): void }) {
  const { edits, change, fields, ...form } = useEdits<Profile>(user, reload);
  const shown: Profile = { ...profileOf(user), ...edits };
  const changed = changesOf(user, edits);
  const isChanged = Object.keys(changed).length > 0;
  return (
    <EditForm title="Profile" changes={changed} canSave={isChanged} canDiscard={isChanged} {...form}>
      <Field label="Name" value={shown.name} wrong={fields.name} onValue={(name) => change({ name })} />
      <Field
        label="Nickname"
        value={shown.nickname}
        wrong={fields.nickname}
        onValue={(nickname) => change({ nickname })}
      />
      <div class="stack tight">
        <Field label="E-mail address" value={shown.email} wrong={fields.email} onValue={(email) => change({ email })} />
        <Check
          label="Verified address"
          value={shown.email_verified}
          onValue={(verified) => change({ email_verified: verified })}
        />
      </div>
      <div class="stack tight">
        <Field
          label="Phone number"
          type="tel"
          value={shown.phone_number}
          wrong={fields.phone_number}
          onValue={(number) => change({ phone_number: number })}
        />
        <Check
          label="Verified number"
          value={shown.phone_verified}
          onValue={(verified) => change({ phone_verified: verified })}
        />
      </div>
      {user.identities.some(({ provider }) => provider === "auth0") && (
        <Field
          label="New password"
          type="password"
          hint={user.has_password ? "Leave it empty to keep the old one." : "The user has none yet."}
          value={shown.password}
          wrong={fields.password}
          onValue={(password) => change({ password })}
        />
      )}
    </EditForm>
  );
}

function profileOf(user: UserDetail): Profile {
  return {
    name: user.name,
    nickname: user.nickname ?? "",
    email: user.email ?? "",
    email_verified: user.email_verified,
    phone_number: user.phone_number ?? "",
    phone_verified: user.phone_verified === true,
    password: "",
  };
}

/** What of the edits differs, as the route takes it: an empty field is one that goes. */
function changesOf(user: UserDetail, edits: Partial<Profile>): Record<string, unknown> {
  const before = profileOf(user);
  const differing = Object.entries(edits).filter(([field, value]) => value !== before[field as keyof Profile]);
  const removable = ["nickname", "email", "phone_number"];
  return Object.fromEntries(
    differing.map(([field, value]) => [field, value === "" && removable.includes(field) ? null : value]),
  );
}
