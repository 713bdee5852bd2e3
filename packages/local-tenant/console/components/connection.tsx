import { useConnected } from "../lib/live";

/** Whether what is shown is what is. */
export function Connection() {
  const connected = useConnected();
  const says = { true: "Live", false: "The tenant does not answer", undefined: "Connecting …" }[`${connected}`];
  return (
    <p class={`connection ${connected === true ? "live" : connected === false ? "lost" : ""}`} role="status">
      <span class="dot" />
      {says}
    </p>
  );
}
