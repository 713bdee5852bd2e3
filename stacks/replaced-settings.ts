/** Settings that were replaced, by their path below the tenant, and what is written in their place. */
export const replacedSettings: Readonly<Record<string, string>> = {
  "settings.mfaFeedback.phoneNumberMetadataPath":
    "was replaced by settings.mfaFeedback.phoneNumber, an ordered list. " +
    'Write phoneNumber: ["identity", "profile", "app_metadata.<key>"], or the path first if it should win',
};
