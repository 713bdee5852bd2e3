/** Below a list that begins with the newest: asks for more of it. */
export function OlderButton({ onPress }: { onPress(): void }) {
  return (
    <p class="card-body">
      <button type="button" onClick={onPress}>
        Show older ones
      </button>
    </p>
  );
}
