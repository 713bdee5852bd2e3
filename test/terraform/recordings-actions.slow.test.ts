import { compared, quick } from "./support/compared";
import { actions } from "./support/scenarios/actions";

const scenarios = Object.entries(actions).filter(([name]) => !quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 120_000);
