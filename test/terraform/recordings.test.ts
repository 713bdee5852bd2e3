import { compared, quick } from "./support/compared";
import { bindings } from "./support/scenarios/bindings";
import { secrets } from "./support/scenarios/secrets";

const scenarios = Object.entries({ ...bindings, ...secrets }).filter(([name]) => quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 120_000);
