exports.onExecutePostLogin = async (event, api) => {
  const factors = event.user.enrolledFactors.map(({ type }) => type);
  if (factors.includes("phone")) api.authentication.challengeWith({ type: "phone" });
  else api.authentication.enrollWith({ type: "phone" });
};
