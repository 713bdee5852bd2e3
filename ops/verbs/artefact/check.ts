import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { altered, noArtefact } from "./errors";
import { fileDigests } from "./files";
import { type Artefact, type Manifest, manifestFile, manifestText } from "./manifest";
import { receiptsFolder } from "./receipt";

/**
 * Reads an artefact; `shown` is how messages name it.
 * @throws UserError that names every file that was changed, added or lost since it was made.
 */
export function checkArtefact(folder: string, shown: string = folder): Artefact {
  const manifest = readManifest(folder, shown);
  const { [manifestFile]: _, ...found } = fileDigests(folder);
  const changes = [
    ...Object.entries(manifest.files).flatMap(([path, digest]) => {
      if (!Object.hasOwn(found, path)) return [`${path} is missing`];
      return found[path] === digest ? [] : [`${path} was changed`];
    }),
    ...Object.keys(found)
      .filter((path) => !Object.hasOwn(manifest.files, path) && !path.startsWith(`${receiptsFolder}/`))
      .map((path) => `${path} was added`),
  ];
  if (changes.length > 0) throw altered(shown, changes);
  return { shown, folder, manifest };
}

function readManifest(folder: string, shown: string): Manifest {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) throw noArtefact(shown, `it has no ${manifestFile}`);
  const text = readFileSync(file, "utf8");
  const parsed = parse(text);
  if (parsed === undefined) throw altered(shown, [`${manifestFile} is no longer valid JSON`]);
  if (parsed?.format !== 1) throw noArtefact(shown, "this version does not know the format of its manifest");
  const { digest: _, ...said } = parsed;
  if (manifestText(said) !== text) throw altered(shown, [`${manifestFile} was changed`]);
  return parsed;
}

/** `undefined` for what is not valid JSON. */
function parse(text: string): Manifest | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
