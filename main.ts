import { announce, synthesise } from "./stacks/synthesise";
import { tenants } from "./tenants";

synthesise(tenants).then(announce);
