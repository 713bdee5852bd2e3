import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { altered, noArtefact } from "./errors";
import { fileDigests } from "./files";
import { type Manifest, manifestFile, manifestText } from "./manifest";
import { receiptsFolder } from "./receipt";

/** An artefact that is what was made. */
export interface Artefact {
  /** As the caller named it. */
  folder: string;
  manifest: Manifest;
}

/** Reads an artefact. @throws UserError that names every file that was changed, added or lost since it was made. */
export function checkArtefact(folder: string): Artefact {
  const manifest = readManifest(folder);
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
  if (changes.length > 0) throw altered(folder, changes);
  return { folder, manifest };
}

function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) throw noArtefact(folder, `it has no ${manifestFile}`);
  const text = readFileSync(file, "utf8");
  const parsed = parse(text);
  if (parsed === undefined) throw altered(folder, [`${manifestFile} is no JSON any more`]);
  if (parsed.format !== 1) throw noArtefact(folder, "this version does not know the form of its manifest");
  const { digest: _, ...said } = parsed;
  if (manifestText(said) !== text) throw altered(folder, [`${manifestFile} was changed`]);
  return parsed;
}

function parse(text: string): Manifest | undefined {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
