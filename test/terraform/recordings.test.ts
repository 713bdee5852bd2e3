import { played, recorded } from "./support/scenario";
import { quickScenarios } from "./support/scenarios";

it.each(Object.entries(quickScenarios))(
  "makes the calls and ends as the real provider did in the recording %s",
  async (name, scenario) => {
    expect(await played(name, scenario)).toEqual(recorded(name, scenario));
  },
  60_000,
);
