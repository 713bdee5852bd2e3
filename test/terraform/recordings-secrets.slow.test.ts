import { compared, quick } from "./support/compared";
import { secrets } from "./support/scenarios/secrets";

const scenarios = Object.entries(secrets).filter(([name]) => !quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 120_000);
