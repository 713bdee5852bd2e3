// npm run structure: the rooms and arrows of ops/ and of the local tenant, circles, imports that run up, and the way of a deploy's request.
import { repoRoot } from "../../stacks/repo-root";
import { circles } from "./circles";
import { measured, roomsAndArrows } from "./house";
import { sourceFiles } from "./imports";
import { circleInWords, upwardInWords } from "./in-words";
import { upward } from "./upward";
import { walk } from "./walk";

const imports = measured(repoRoot);
const [inCircles, runningUp] = [circles(imports), upward(imports)];
const { stays, files, returns } = walk(repoRoot, "ops/verbs/deploy/deploy.ts", "deploy", "invocation");
const figures = ["ops", "packages/local-tenant/src"].map((folder) => {
  const { rooms, arrows } = roomsAndArrows(imports, sourceFiles(repoRoot, [folder]), folder);
  return `${folder}/: ${rooms.length} rooms, ${arrows.length} arrows`;
});
const lines = [
  ...figures,
  `circles of files: ${inCircles.length}`,
  `imports that run up: ${runningUp.length}`,
  `a deploy's request: ${stays} stays in ${files} files, ${returns} returns to a file it had left`,
  ...inCircles.map(circleInWords),
  ...runningUp.map(upwardInWords),
];
process.stdout.write(`${lines.join("\n")}\n`);
