export type * from "./document";
export { folderOf, readSources, type SourceInputs } from "./read-sources";
export { type GivenSecrets, missingSecrets, readSecretsFile } from "./secrets";
export { readUsersFile } from "./users";
