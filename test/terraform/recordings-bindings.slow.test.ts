import { compared, quick } from "./support/compared";
import { bindings } from "./support/scenarios/bindings";

const scenarios = Object.entries(bindings).filter(([name]) => !quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 120_000);
