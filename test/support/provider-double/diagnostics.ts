/** An error or warning for Terraform to print. */
export interface Diagnostic {
  severity: 1 | 2;
  summary: string;
  detail: string;
  attribute?: { steps: { attribute_name: string }[] };
}

/** An error that names what is wrong; `attribute` makes Terraform print the place in the configuration. */
export function errorDiagnostic(summary: string, detail = "", attribute?: string): Diagnostic {
  return {
    severity: 1,
    summary,
    detail,
    ...(attribute === undefined ? {} : { attribute: { steps: [{ attribute_name: attribute }] } }),
  };
}

/** Thrown where an error has more than one sentence to say. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.summary);
  }
}

/** What Terraform is told about anything thrown. Never holds a request body, so never a secret. */
export function diagnosticOf(error: unknown): Diagnostic {
  if (error instanceof DiagnosticError) return error.diagnostic;
  return errorDiagnostic(error instanceof Error ? error.message : String(error));
}
