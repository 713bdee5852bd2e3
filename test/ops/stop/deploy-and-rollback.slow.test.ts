import { testStops } from "./test-stops";

testStops("deploy", "rollback");
