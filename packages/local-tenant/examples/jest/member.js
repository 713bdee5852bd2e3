exports.onExecutePostLogin = async (event, api) => {
  const member = event.user.app_metadata.plan === "gold";
  api.idToken.setCustomClaim("https://example.com/member", member);
};
