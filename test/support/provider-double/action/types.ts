/** An Action as the Management API answers it; only what the provider reads. */
export interface ApiAction {
  id: string;
  name: string;
  code: string;
  runtime?: string;
  status?: string;
  supported_triggers: { id: string; version: string }[];
  dependencies?: { name: string; version: string }[];
  secrets?: { name: string }[];
  deployed_version?: { id: string; deployed?: boolean };
}
