import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { LocalTenantError } from "../../support/local-tenant-error";
import type { TenantDocument } from "../document";
import { parseJson, parseYaml, readText } from "../read-file";
import { type Assets, documentOf } from "./assets";
import { type Keywords, replaceKeywords, withoutValues } from "./keywords";

/** Assets that are one file of an exported directory each. */
const files: Readonly<Record<string, keyof Assets>> = {
  "tenant.json": "tenant",
  "triggers/triggers.json": "triggers",
  "guardian/policies.json": "guardianPolicies",
  "guardian/phoneFactorMessageTypes.json": "guardianPhoneFactorMessageTypes",
  "guardian/phoneFactorSelectedProvider.json": "guardianPhoneFactorSelectedProvider",
  "phone-providers/provider.json": "phoneProviders",
};

/** Assets that are a folder of an exported directory each, with a file for every one. */
const folders: Readonly<Record<string, keyof Assets>> = {
  actions: "actions",
  "guardian/factors": "guardianFactors",
  "log-streams": "logStreams",
  clients: "clients",
};

/** Whether a folder looks like one that auth0-deploy-cli exported. */
export function isExport(folder: string): boolean {
  return [...Object.keys(files), ...Object.keys(folders)].some((name) => existsSync(join(folder, name)));
}

/** Reads what auth0-deploy-cli exported as YAML. Throws a `LocalTenantError`. */
export function readYamlExport(file: string, keywords: Keywords): TenantDocument {
  const reader = new ExportReader(dirname(file), keywords);
  const assets = reader.parsed(file, parseYaml) as Assets | null;
  return reader.document(assets ?? {}, file, []);
}

/** Reads a directory that auth0-deploy-cli exported. Throws a `LocalTenantError`. */
export function readDirectoryExport(folder: string, keywords: Keywords): TenantDocument {
  const reader = new ExportReader(folder, keywords);
  const assets: Record<string, unknown> = {};
  for (const [name, asset] of Object.entries(files)) {
    if (existsSync(join(folder, name))) assets[asset] = reader.parsed(join(folder, name), parseJson);
  }
  for (const [name, asset] of Object.entries(folders)) {
    if (existsSync(join(folder, name))) {
      assets[asset] = jsonFiles(join(folder, name)).map((file) => reader.parsed(file, parseJson));
    }
  }
  return reader.document(assets as Assets, folder, unreadFolders(folder));
}

class ExportReader {
  readonly #missing = new Map<string, string>();

  constructor(
    private readonly base: string,
    private readonly keywords: Keywords,
  ) {}

  text(file: string): string {
    return replaceKeywords(readText(file), this.keywords, (marker, place) => {
      if (!this.#missing.has(marker)) this.#missing.set(marker, `${marker} (${file}:${place})`);
    });
  }

  /** A marker for JSON that stands alone is neither JSON nor YAML: without a value it is read as a text. */
  parsed(file: string, parse: (text: string, file: string) => unknown): unknown {
    return parse(this.text(file).replace(/(?<!['"])@@[\w.-]+@@(?!['"])/g, '"$&"'), file);
  }

  document(assets: Assets, source: string, unread: readonly string[]): TenantDocument {
    const code = (path: string) => this.text(resolve(this.base, path.replaceAll("\\", "/")));
    const document = this.#shaped(() => documentOf(assets, source, code));
    const notes = [...document.notes, ...(this.#missing.size > 0 ? [withoutValues([...this.#missing.values()])] : [])];
    return { ...document, notes, skipped: [...document.skipped, ...unread] };
  }

  /** Where a list is wanted and a marker stands, its missing value is the mistake. */
  #shaped<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof LocalTenantError) || this.#missing.size === 0) throw error;
      throw new LocalTenantError(`${error.message}\n${withoutValues([...this.#missing.values()])}`);
    }
  }
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => extname(name) === ".json")
    .map((name) => join(folder, name));
}

/** Folders and files of an export that hold something and are not read. */
function unreadFolders(folder: string): string[] {
  const read = [...Object.keys(files), ...Object.keys(folders)].map((path) => path.split("/")[0]);
  return readdirSync(folder)
    .filter((name) => !read.includes(name) && !name.startsWith(".") && name !== "node_modules")
    .filter((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory()
        ? holdsJson(path)
        : extname(name) === ".json" && !/^(config|package)/.test(name);
    })
    .map((name) => relative(folder, join(folder, basename(name))));
}

function holdsJson(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => extname(name) === ".json");
}
