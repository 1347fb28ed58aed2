/** Writes one element of DER: its tag, its length and its content. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const header = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...header]), body]);
}

/** Base 128 with a mark on all but the last digit, as object identifiers are written. */
function base128(value: number): number[] {
  const digits = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 127) | 128);
  return digits;
}

function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  // Years from 2050 on, and only they, have four digits.
  return date.getUTCFullYear() < 2050 ? element(0x17, Buffer.from(text.slice(2))) : element(0x18, Buffer.from(text));
}

/** The few parts of DER that certificates of the tests are made of. */
export const der = {
  sequence: (...parts: readonly Buffer[]) => element(0x30, ...parts),
  set: (...parts: readonly Buffer[]) => element(0x31, ...parts),
  integer: (bytes: Buffer) => element(0x02, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes),
  boolean: (value: boolean) => element(0x01, Buffer.from([value ? 255 : 0])),
  utf8: (text: string) => element(0x0c, Buffer.from(text)),
  octets: (content: Buffer) => element(0x04, content),
  bits: (content: Buffer) => element(0x03, Buffer.from([0]), content),
  null: () => element(0x05),
  time,
  /** A tag of the context, such as [0]: explicit where its content is an element, implicit where it is bytes. */
  context: (number: number, content: Buffer, primitive = false) => element((primitive ? 0x80 : 0xa0) + number, content),
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
    return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
};
