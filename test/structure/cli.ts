// npm run structure: the rooms and arrows of ops/, circles, imports that run up, and the way of a deploy's request.
import { repoRoot } from "../../stacks/repo-root";
import { circles } from "./circles";
import { measured, roomsAndArrows } from "./house";
import { sourceFiles } from "./imports";
import { upward } from "./upward";
import { walk } from "./walk";

const imports = measured(repoRoot);
const { rooms, arrows } = roomsAndArrows(imports, sourceFiles(repoRoot, ["ops"]), "ops");
const { stays, files, returns } = walk(repoRoot, "ops/verbs/deploy/deploy.ts", "deploy", "invocation");
const lines = [
  `ops/: ${rooms.length} rooms, ${arrows.length} arrows`,
  `circles of files: ${circles(imports).length}`,
  `imports that run up: ${upward(imports).length}`,
  `a deploy's request: ${stays} stays in ${files} files, ${returns} returns to a file it had left`,
];
process.stdout.write(`${lines.join("\n")}\n`);
