import type { ArtifactLocation, Location, Region } from 'sarif';
import type { TextRange } from './check-result';

/** What relative addresses start from: the folder in which the check ran. */
export const sourceRoot = '%SRCROOT%';

/** Half of a character, which some file systems allow in names, has no place in an address. */
const encode = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));

const encodePath = (path: string): string => path.split('/').map(encode).join('/');

/** Turns a file of a result into an address: relative to the source root where it is below that. */
export function artifactLocation(file: string): ArtifactLocation {
  const drive = /^[a-z]:(?=\/)/i.exec(file)?.[0];
  if (drive !== undefined) return { uri: `file:///${drive}${encodePath(file.slice(drive.length))}` };
  if (file.startsWith('//')) return { uri: `file:${encodePath(file)}` };
  if (file.startsWith('/')) return { uri: `file://${encodePath(file)}` };
  return { uri: encodePath(file), uriBaseId: sourceRoot };
}

export const regionOf = ({ start, end }: TextRange): Region => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

/** Where something is, in SARIF's words; its regions count as ours do. */
export function sarifLocation(file: string, range: TextRange | null | undefined): Location {
  const region = range ? { region: regionOf(range) } : {};
  return { physicalLocation: { artifactLocation: artifactLocation(file), ...region } };
}
