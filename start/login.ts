import { loginCommand } from "../packages/local-tenant/src/cli/login";
import { sandboxDir } from "./places";

void loginCommand({ start: "npm start", login: "npm run login --", dir: sandboxDir }).parseAsync();
