import type { ActionRun, Login } from "./login";

/** What the Actions wrote, on the console or in metadata, that may not stand there. */
export function leaks(login: Login, secrets: readonly string[]): string[] {
  const { person } = login;
  const personal = [person.user.user_id, person.id, "mail.example", "203.0.113.7", ...secrets];
  const { enrolledPhone, wouldEnrol, otherPhones, unconfirmedPhones, proven, carried } = person;
  const numbers = [enrolledPhone, wouldEnrol, ...otherPhones, ...unconfirmedPhones, ...proven, ...carried].map(
    (number) => (number ?? "").replace(/\D/g, "").slice(-8),
  );
  return login.runs.flatMap((run) =>
    writings(run).flatMap(({ where, text }) => {
      const digits = text.replace(/[^\d]/g, "");
      const number = numbers.some((last) => last !== "" && digits.includes(last));
      const long = where === "console" && /\d{7}/.test(text);
      if (number || long) return [`a number in the ${where} of ${run.action}`];
      return personal.some((value) => text.includes(value))
        ? [`something private in the ${where} of ${run.action}`]
        : [];
    }),
  );
}

function writings({ lines, calls }: ActionRun): { where: "console" | "metadata" | "reason"; text: string }[] {
  return [
    ...lines.map((text) => ({ where: "console" as const, text })),
    ...calls.map(({ name, args }) => ({
      where: name.endsWith("etadata") ? ("metadata" as const) : ("reason" as const),
      text: JSON.stringify(args) ?? "",
    })),
  ];
}
