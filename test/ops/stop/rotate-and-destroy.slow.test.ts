import { testStops } from "./test-stops";

testStops("rotate", "destroy");
