import { parseBody } from "../../packages/log-stream-receiver/src/records/parse-body";

const first = { log_id: "1", type: "s" };
const second = { log_id: "2", type: "f" };
const envelope = (record: { log_id: string }) => ({ log_id: record.log_id, data: record });
const json = JSON.stringify;

test.each<[string, string, object]>([
  ["an array", json([envelope(first), envelope(second)]), { format: "array", records: [first, second], malformed: 0 }],
  ["an array without envelopes", json([first]), { format: "array", records: [first], malformed: 0 }],
  [
    "an object",
    json({ logs: [envelope(first), second] }),
    { format: "object", records: [first, second], malformed: 0 },
  ],
  ["an object that is the record", json(envelope(first)), { format: "object", records: [first], malformed: 0 }],
  ["lines", `${json(envelope(first))}\n${json(second)}\n`, { format: "lines", records: [first, second], malformed: 0 }],
  [
    "lines of Windows",
    `${json(first)}\r\n\r\n${json(second)}`,
    { format: "lines", records: [first, second], malformed: 0 },
  ],
  ["lines of which one is cut", `${json(first)}\n{"log_id":`, { format: "lines", records: [first], malformed: 1 }],
  ["an empty array", "[]", { format: "array", records: [], malformed: 0 }],
  ["nothing", " \n", { format: "array", records: [], malformed: 0 }],
  ["null", "null", { format: "object", records: [], malformed: 1 }],
  [
    "entries that are no records",
    json([
      first,
      null,
      1,
      "s",
      [],
      {},
      { log_id: "3" },
      { log_id: 4, type: "s" },
      { type: "s" },
      { data: null, log_id: "5" },
      { log_id: "6\u0000", type: "s" },
      { log_id: "\ud800", type: "s" },
      { log_id: "7".repeat(257), type: "s" },
    ]),
    { format: "array", records: [first], malformed: 12 },
  ],
  [
    "a log id on the envelope alone",
    json([{ log_id: "1", data: { type: "s" } }]),
    { format: "array", records: [first], malformed: 0 },
  ],
])("reads %s", (_, text, expected) => {
  expect(parseBody(text)).toEqual(expected);
});

test.each(["hello", "<html>\n</html>", "log_id=1&type=s"])("finds no JSON in %j", (text) => {
  expect(parseBody(text)).toBeUndefined();
});
