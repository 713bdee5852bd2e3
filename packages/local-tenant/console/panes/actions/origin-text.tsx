import type { Origin } from "../../lib/documents";

/** What brought an Action or a version, in words. `short`: in a few. */
export function OriginText({ origin, short = false }: { origin: Origin | null; short?: boolean }) {
  if (origin === null) return <span class="soft">not known</span>;
  switch (origin.by) {
    case "management-api":
      return <FromManagementApi origin={origin} short={short} />;
    case "source":
      return <FromSource origin={origin} short={short} />;
    case "stand-in":
      return <>{short ? "stand-in" : "A stand-in for another team’s Action, which this tenant does not have"}</>;
    case "local-tenant":
      return <>{short ? "local tenant" : "The local tenant made it, because no source has a phone provider"}</>;
    case "state":
      return <>{short ? "earlier run" : "Kept from an earlier run of this tenant"}</>;
  }
}

function FromManagementApi({ origin, short }: { origin: Extract<Origin, { by: "management-api" }>; short: boolean }) {
  const { client, tool } = origin;
  const isTerraform = tool?.startsWith("Terraform") === true;
  if (short) return <>{isTerraform ? "Terraform" : (tool ?? "Management API")}</>;
  return (
    <>
      {isTerraform ? "Terraform, through the Management API" : "The Management API"}
      {client !== undefined && <>, as the application “{client}”</>}
      {tool !== undefined && (
        <>
          {" "}
          <code class="chip">{tool}</code>
        </>
      )}
    </>
  );
}

function FromSource({ origin: { path, key }, short }: { origin: Extract<Origin, { by: "source" }>; short: boolean }) {
  if (path === undefined) return <>{short ? "a program" : "A program that started the tenant wrote it down"}</>;
  if (short) return <span title={path}>{path.split(/[\\/]/).findLast((part) => part !== "")}</span>;
  return (
    <>
      Loaded from <code class="chip">{path}</code>
      {key !== path && (
        <>
          , where it is <code class="chip">{key}</code>
        </>
      )}
    </>
  );
}
