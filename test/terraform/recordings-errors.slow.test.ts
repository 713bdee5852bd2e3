import { compared, quick } from "./support/compared";
import { errors } from "./support/scenarios/errors";

const scenarios = Object.entries(errors).filter(([name]) => !quick.includes(name));

it.each(scenarios)("makes the calls and ends as the real provider did in the recording %s", compared, 120_000);
