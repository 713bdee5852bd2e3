exports.onExecutePostLogin = async (event, api) => {
  const age = Date.now() - Date.parse(event.session.created_at);
  if (age > 8 * 60 * 60_000) api.access.deny("Log in again.");
};
