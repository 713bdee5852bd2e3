import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Entry {
  Id: string;
  MessageBody: string;
  MessageDeduplicationId?: string;
  MessageGroupId?: string;
}

/** A stub of ours of SQS, as far as the receiver uses it: one queue, filled by `SendMessageBatch`. */
export interface SqsStub {
  origin: string;
  messages: { messageId: string; body: string }[];
  /** How many of the next entries SQS refuses to take. */
  refuse: number;
  /** How many entries each call had. */
  calls: number[];
  /**
   * Delivers what is in the queue, at most ten messages at once, to the function; what it names as failed, and all of a
   * delivery that ends in an error, stays.
   */
  deliver(invoke: (event: unknown) => Promise<unknown>): Promise<void>;
  close(): void;
}

export async function sqsStub(): Promise<SqsStub> {
  const seen = new Set<string>();
  const stub: SqsStub = {
    origin: "",
    messages: [],
    refuse: 0,
    calls: [],
    async deliver(invoke) {
      const batch = stub.messages.slice(0, 10);
      const result = await invoke({ Records: batch }).catch(() => undefined);
      if (result === undefined) return;
      const failed = (result as { batchItemFailures: { itemIdentifier: string }[] }).batchItemFailures;
      const kept = new Set(failed.map(({ itemIdentifier }) => itemIdentifier));
      stub.messages = stub.messages.filter((message) => !batch.includes(message) || kept.has(message.messageId));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  const take = ({ Id, MessageBody, MessageDeduplicationId }: Entry) => {
    const messageId = randomUUID();
    const known = MessageDeduplicationId !== undefined && seen.has(MessageDeduplicationId);
    if (MessageDeduplicationId !== undefined) seen.add(MessageDeduplicationId);
    if (!known) stub.messages.push({ messageId, body: MessageBody });
    return { Id, MessageId: messageId, MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex") };
  };
  const server = createServer(async (request, response) => {
    if (request.headers["x-amz-target"] !== "AmazonSQS.SendMessageBatch") return response.writeHead(400).end("{}");
    const { Entries } = JSON.parse((await buffer(request)).toString()) as { Entries: Entry[] };
    stub.calls.push(Entries.length);
    const refused = Entries.splice(0, stub.refuse);
    stub.refuse -= refused.length;
    const Failed = refused.map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalError" }));
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ Successful: Entries.map(take), Failed }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stub.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}
