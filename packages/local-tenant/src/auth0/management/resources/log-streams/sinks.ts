import { z } from "zod";
import { isLoopback } from "../../../../support/is-loopback";

const text = z.string().min(1);
const regions = (names: string) => z.enum(names.split(" "));

const awsRegions = regions(
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 " +
    "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 " +
    "cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 " +
    "eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 " +
    "us-gov-west-1 us-west-1 us-west-2",
);
const azureRegions = regions(
  "australiacentral australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus " +
    "eastasia eastus eastus2 francecentral germanywestcentral japaneast japanwest koreacentral koreasouth " +
    "northcentralus northeurope norwayeast southafricanorth southcentralus southeastasia southindia swedencentral " +
    "switzerlandnorth uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2",
);

/** HTTPS, or plain HTTP to this machine, which the platform could not reach anyway. */
const endpoint = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && isLoopback(value));
}, "Object didn't pass validation for format absolute-https-uri");

const http = z.strictObject({
  httpEndpoint: endpoint,
  httpAuthorization: z.string().optional(),
  httpContentFormat: z.enum(["JSONLINES", "JSONARRAY", "JSONOBJECT"]).optional(),
  httpContentType: z.string().optional(),
  httpCustomHeaders: z.array(z.strictObject({ header: text, value: z.string() })).optional(),
});
const datadog = z.strictObject({ datadogApiKey: text, datadogRegion: z.enum(["us", "eu", "us3", "us5"]) });
const splunk = z.strictObject({
  splunkDomain: text,
  splunkPort: text,
  splunkToken: text,
  splunkSecure: z.boolean(),
});
const sumo = z.strictObject({ sumoSourceAddress: text });
const mixpanel = z.strictObject({
  mixpanelRegion: z.enum(["us", "eu"]),
  mixpanelProjectId: text,
  mixpanelServiceAccountUsername: text,
  mixpanelServiceAccountPassword: text,
});
const segment = z.strictObject({ segmentWriteKey: text });

/** What a new stream of each type needs. */
export const newSinks = {
  http,
  eventbridge: z.strictObject({
    awsAccountId: z.string().regex(/^\d{12}$/, "String does not match pattern: ^\\d{12}$"),
    awsRegion: awsRegions,
  }),
  eventgrid: z.strictObject({
    azureSubscriptionId: text,
    azureResourceGroup: text,
    azureRegion: azureRegions,
    azurePartnerTopic: z.string().optional(),
  }),
  datadog,
  splunk,
  sumo,
  mixpanel,
  segment,
};

export type SinkType = keyof typeof newSinks;

/** What a change may set; the sinks of the two clouds stay as they were made. A secret that is left out is kept. */
export const changedSinks: Partial<Record<SinkType, z.ZodType<Record<string, unknown>>>> = {
  http,
  datadog: datadog.partial({ datadogApiKey: true }),
  splunk,
  sumo,
  mixpanel: mixpanel.partial({ mixpanelServiceAccountPassword: true }),
  segment,
};
