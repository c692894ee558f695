/** Text as UTF-32 with a byte order mark. */
export const utf32Of = (text: string): Buffer => Buffer.concat([`\ufeff${text}`].flatMap((all) => [...all].map(fourBytes)));

function fourBytes(character: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(character.codePointAt(0) ?? 0);
  return bytes;
}

/** The first bytes of any file that bzip2 writes. */
export const bzip2Of: Buffer = Buffer.concat([Buffer.from("BZh91AY&SY", "latin1"), Buffer.from([0x9d, 0x61, 0x3f, 0x0a])]);

/** A tar archive of one file: its header, and its content, each filled to 512 bytes. */
export function tarOf(content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write("a.json", 0);
  header.write("ustar", 257);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc(512 - (Buffer.byteLength(content) % 512))]);
}
