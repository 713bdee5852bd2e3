exports.onExecutePostLogin = async (event, api) => {
  const methods = event.authentication.methods.map(({ name, type }) => type ?? name);
  api.idToken.setCustomClaim(`${event.secrets.NAMESPACE}/methods`, methods);
};
