import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackDocument } from "../../stacks/stack-document";
import { digestOf } from "../support/digest";
import type { Environment } from "../support/environment";
import { terraformBinary } from "./binary";

/**
 * What `terraform init` made a stack's folder ready for: the providers and the backend that the stack names, by the lock
 * file. While that is the same, init has nothing to do.
 */
export interface InitStamp {
  /** Whether init was done here for what stands here now. */
  isCurrent(): boolean;
  /** To be called after init. */
  write(): void;
}

/** The stamp of a stack's folder. */
export function initStamp(folder: string, env: Environment): InitStamp {
  const file = join(folder, ".terraform", "initialised");
  const lock = join(folder, ".terraform.lock.hcl");
  const key = () => {
    const { terraform } = readStackDocument(folder);
    return digestOf(
      JSON.stringify([terraformBinary(env), env.TF_CLI_CONFIG_FILE, terraform, readFileSync(lock, "utf8")]),
    );
  };
  return {
    isCurrent: () => existsSync(file) && existsSync(lock) && readFileSync(file, "utf8") === key(),
    write() {
      if (existsSync(lock)) writeFileSync(file, key());
    },
  };
}
