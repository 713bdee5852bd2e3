import { Empty } from "../../components/empty";

export function PhonePane() {
  return <Empty title="Nothing here yet">This part of the console is being built.</Empty>;
}
