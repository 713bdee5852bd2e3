import { played, recorded } from "./support/scenario";
import { slowScenarios } from "./support/scenarios";

it.each(Object.entries(slowScenarios))(
  "makes the calls and ends as the real provider did in the recording %s",
  async (name, scenario) => {
    expect(await played(name, scenario)).toEqual(recorded(name, scenario));
  },
  120_000,
);
