import { useState } from "preact/hooks";
import { ApiError } from "./api";

/** Something that is sent to the tenant, and what became of it. */
export interface Submit {
  busy: boolean;
  /** Why the last one was refused, where no field is to blame. */
  error: Error | undefined;
  /** What is wrong with which field of the last one. */
  fields: Readonly<Record<string, string>>;
  /** Sends; resolves to whether that worked. */
  send(act: () => Promise<unknown>): Promise<boolean>;
}

/** The state of a form, or of a button that changes something. */
export function useSubmit(): Submit {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({ busy: false });
  const send = async (act: () => Promise<unknown>) => {
    setState({ busy: true });
    try {
      await act();
      setState({ busy: false });
      return true;
    } catch (error) {
      setState({ busy: false, error: error as Error });
      return false;
    }
  };
  const { busy, error } = state;
  const fields = (error instanceof ApiError && error.fields) || {};
  return { busy, error: Object.keys(fields).length > 0 ? undefined : error, fields, send };
}
