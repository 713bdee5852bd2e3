import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeyPair } from "./issue";

/** A key pair in a folder of its own. */
export interface StoredKeyPair extends KeyPair {
  certificateFile: string;
}

interface Generations {
  /** Folder that holds all generations; it is made when it is missing. */
  dir: string;
  /** Generations are called `<name>-1`, `<name>-2`, … */
  name: string;
  /** Says whether the newest generation may still be used. */
  isFresh(pair: KeyPair): boolean;
  create(): Promise<KeyPair>;
}

/**
 * The newest key pair, made when there is none that is fresh. Safe when several processes start at once: a generation
 * is written beside its place and renamed into it whole; the first one wins and the others use it.
 */
export async function currentKeyPair(generations: Generations): Promise<StoredKeyPair> {
  await mkdir(generations.dir, { recursive: true, mode: 0o700 });
  const newest = await newestNumber(generations);
  const found = newest > 0 ? await load(folder(generations, newest)) : undefined;
  if (found && generations.isFresh(found)) return found;
  await store(await generations.create(), generations, newest + 1);
  const stored = await load(folder(generations, newest + 1));
  if (!stored) throw new Error(`${folder(generations, newest + 1)} is damaged. Delete the folder and start again.`);
  return stored;
}

function folder({ dir, name }: Generations, number: number): string {
  return join(dir, `${name}-${number}`);
}

async function newestNumber({ dir, name }: Generations): Promise<number> {
  const numbers = (await readdir(dir)).map((entry) => Number(entry.match(`^${name}-(\\d+)$`)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** `undefined` when a file is missing, e.g. deleted by hand. */
async function load(path: string): Promise<StoredKeyPair | undefined> {
  const certificateFile = join(path, "certificate.pem");
  try {
    const [certificate, key] = await Promise.all([
      readFile(certificateFile, "utf8"),
      readFile(join(path, "key.pem"), "utf8"),
    ]);
    return { certificate, key, certificateFile };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function store(pair: KeyPair, generations: Generations, number: number): Promise<void> {
  const draft = await mkdtemp(join(generations.dir, `.${generations.name}-`));
  await writeFile(join(draft, "certificate.pem"), pair.certificate, { mode: 0o644 });
  await writeFile(join(draft, "key.pem"), pair.key, { mode: 0o600 });
  try {
    await rename(draft, folder(generations, number));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code;
    // Another process was faster.
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
