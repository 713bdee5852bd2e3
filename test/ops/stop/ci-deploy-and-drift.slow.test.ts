import { testStops } from "./test-stops";

testStops("ci-deploy", "ci-drift");
