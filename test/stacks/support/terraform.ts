import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformBinary } from "../../support/terraform-provider";

/** Whether there is a terraform to run; suites that need one are skipped without it. */
export const terraformIsInstalled: boolean =
  spawnSync(terraformBinary(), ["version"], { env: quietEnvironment() }).status === 0;

export interface TerraformRun {
  status: number | null;
  /** stdout and stderr, lines joined where terraform wrapped them. */
  output: string;
}

/** A folder with one configuration that needs no provider but terraform's own, and the terraform that runs in it. */
export class TerraformFolder {
  readonly path: string = realpathSync(mkdtempSync(join(tmpdir(), "terraform-")));
  private readonly environment: NodeJS.ProcessEnv;

  constructor(config: object) {
    const cliConfig = join(this.path, "cli.tfrc");
    writeFileSync(cliConfig, "disable_checkpoint = true\n");
    writeFileSync(join(this.path, "cdk.tf.json"), JSON.stringify(config));
    this.environment = {
      ...quietEnvironment(),
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_DATA_DIR: join(this.path, ".terraform"),
    };
  }

  /** @param variables environment variables beside those that keep terraform quiet. */
  run(args: string[], variables: Record<string, string> = {}): TerraformRun {
    const { status, stdout, stderr } = spawnSync(terraformBinary(), args, {
      cwd: this.path,
      encoding: "utf8",
      env: { ...this.environment, ...variables },
    });
    return { status, output: `${stdout}${stderr}`.replace(/\s*\n\s*/g, " ") };
  }

  /** What `terraform show -json` says about the state. */
  state(): { values: { root_module: { resources: { address: string; values: Record<string, unknown> }[] } } } {
    const { stdout } = spawnSync(terraformBinary(), ["show", "-json"], {
      cwd: this.path,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      env: this.environment,
    });
    return JSON.parse(stdout);
  }

  /** Whether a file of the folder, packed ones (saved plans) included, holds `text`. */
  holds(text: string): boolean {
    const files = readdirSync(this.path, { withFileTypes: true }).filter((entry) => entry.isFile());
    return files.some(({ name }) => {
      const file = join(this.path, name);
      const unpacked = spawnSync("unzip", ["-p", file]).stdout;
      return [readFileSync(file), unpacked ?? Buffer.alloc(0)].some((bytes) => bytes.includes(text));
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1", TF_INPUT: "0", TF_IN_AUTOMATION: "1", NO_COLOR: "1" };
}
