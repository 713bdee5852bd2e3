exports.onExecutePostLogin = async (_event, api) => {
  api.authentication.challengeWith({ type: "phone" });
};
