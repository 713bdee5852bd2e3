import type { BindingDocument, TenantDocument } from "./document";

/** Several documents as one: lists one after the other, of what there is once the last. */
export function merged(documents: readonly TenantDocument[]): TenantDocument {
  return documents.reduce((before, after) => ({
    actions: [...before.actions, ...after.actions],
    lookups: [...before.lookups, ...after.lookups],
    bindings: joined([...before.bindings, ...after.bindings]),
    guardian: {
      ...before.guardian,
      ...after.guardian,
      factors: { ...before.guardian.factors, ...after.guardian.factors },
    },
    phoneProvider: after.phoneProvider ?? before.phoneProvider,
    logStreams: [...before.logStreams, ...after.logStreams],
    settings: { ...before.settings, ...after.settings },
    clients: [...before.clients, ...after.clients],
    skipped: [...before.skipped, ...after.skipped],
    notes: [...before.notes, ...after.notes],
  }));
}

/** Each trigger's lists as one list; what is appended stays apart, after them. */
function joined(bindings: readonly BindingDocument[]): BindingDocument[] {
  const lists = new Map<string, BindingDocument>();
  for (const { trigger, actions } of bindings.filter(({ append }) => !append)) {
    lists.set(trigger, { trigger, actions: [...(lists.get(trigger)?.actions ?? []), ...actions] });
  }
  return [...lists.values(), ...bindings.filter(({ append }) => append)];
}
