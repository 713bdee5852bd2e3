import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parsedJson } from "../../support/json";
import { altered, noArtefact } from "./errors";
import { fileDigests } from "./files";
import { type Artefact, digested, digestedText, type Manifest, manifestFile, manifestSchema } from "./manifest";
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
  const json = parsedJson(text);
  if (json === undefined) throw altered(shown, [`${manifestFile} is no longer valid JSON`]);
  if (!formatOne.safeParse(json).success)
    throw noArtefact(shown, "this version does not know the format of its manifest");
  const { digest: _, ...said } = json as Record<string, unknown>;
  const manifest = manifestSchema.safeParse(json);
  if (digestedText(digested(said)) !== text || !manifest.success) throw altered(shown, [`${manifestFile} was changed`]);
  return manifest.data;
}

const formatOne = z.looseObject({ format: z.literal(1) });
