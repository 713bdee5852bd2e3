import "./reflect";
import { Extension } from "@peculiar/x509";

const NAME_CONSTRAINTS = "2.5.29.30";
const SEQUENCE = 0x30;
/** [0] permittedSubtrees, constructed. */
const PERMITTED = 0xa0;
/** GeneralName [2] dNSName and [7] iPAddress. */
const DNS = 0x82;
const IP = 0x87;

/** DER of one value; all contents here are shorter than 128 bytes, so one byte holds the length. */
function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, content.length), content]);
}

/** An address and its mask, as a name constraint holds them. */
function network(address: readonly number[], mask: readonly number[]): Uint8Array {
  return Uint8Array.from([...address, ...mask]);
}

/** The critical extension that limits an authority to localhost, 127.0.0.0/8 and ::1 (RFC 5280, section 4.2.1.10). */
export function loopbackConstraint(): Extension {
  const subtree = (name: Uint8Array) => der(SEQUENCE, name);
  const permitted = der(
    PERMITTED,
    subtree(der(DNS, Buffer.from("localhost"))),
    subtree(der(IP, network([127, 0, 0, 0], [255, 0, 0, 0]))),
    subtree(der(IP, network([...new Array<number>(15).fill(0), 1], new Array<number>(16).fill(255)))),
  );
  return new Extension(NAME_CONSTRAINTS, true, Uint8Array.from(der(SEQUENCE, permitted)));
}
