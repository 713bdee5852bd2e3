/** Why something did not work, read out at once. `undefined` shows nothing. */
export function Problem({ error }: { error: Error | undefined }) {
  return error === undefined ? null : (
    <p class="notice bad" role="alert">
      {error.message}
    </p>
  );
}
