import { testStops } from "./test-stops";

testStops("ci-plan", "adopt");
