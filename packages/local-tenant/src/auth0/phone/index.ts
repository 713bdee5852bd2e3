export { retryDelays, TenantPhone, type TenantPhoneOptions } from "./tenant-phone";
export {
  type CodeChannel,
  type MessageType,
  messageTypes,
  type PhoneMessage,
  type PhoneSender,
  type PhoneSending,
} from "./types";
