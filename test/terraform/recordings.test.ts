import { compared, quick } from "./support/compared";
import { actions } from "./support/scenarios/actions";
import { bindings } from "./support/scenarios/bindings";
import { secrets } from "./support/scenarios/secrets";

const scenarios = Object.entries({ ...actions, ...bindings, ...secrets }).filter(([name]) => quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 60_000);
