import { ClockCard } from "./clock-card";
import { DeliveriesCard } from "./deliveries-card";
import "./faults.css";
import { ManagementCard } from "./management-card";
import { StateCard } from "./state-card";
import { VerifyCard } from "./verify-card";

export function FaultsPane() {
  return (
    <div class="faults-grid">
      <div class="column">
        <VerifyCard />
        <DeliveriesCard />
      </div>
      <div class="column">
        <ClockCard />
        <ManagementCard />
        <StateCard />
      </div>
    </div>
  );
}
