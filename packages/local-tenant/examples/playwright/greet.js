exports.onExecutePostLogin = async (event) => {
  console.log(`Hello, ${event.user.name}`);
};
