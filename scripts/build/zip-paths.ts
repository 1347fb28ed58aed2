const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Lists the files of a ZIP archive by its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16), enough for a VSIX: no ZIP64.
 * @throws when the bytes are no such archive.
 */
export function zipPaths(archive: Buffer): string[] {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('This is not a ZIP archive.');
  const paths: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('The directory of the ZIP archive is damaged.');
    const name = archive.readUInt16LE(at + 28);
    paths.push(archive.toString('utf8', at + 46, at + 46 + name));
    // Behind the name follow an extra field and a comment.
    at += 46 + name + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return paths;
}
