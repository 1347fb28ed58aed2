import type { Finding } from '../../model/finding';
import type { Entry, Host, Location, Program } from '../../sources/program';
import type { Analysis } from '../load-analysis';
import type { Settings } from '../settings';

/** A finding with its place in text, and the program that can mend it. */
export interface PlacedTemplateFinding {
  readonly finding: Finding;
  readonly at: Location;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  readonly program: Program;
  readonly entry: Entry;
}

/** What one open document and the modules that it calls were found to hold. */
export interface JudgedTemplate {
  readonly findings: readonly PlacedTemplateFinding[];
}

function place(program: Program, entry: Entry, finding: Finding): PlacedTemplateFinding[] {
  const located = program.locate(entry, finding.at);
  if (located === undefined) return [];
  const others = finding.related.flatMap(({ at, message }) => {
    const location = program.locate(entry, at)?.at;
    return location === undefined ? [] : [{ location, message }];
  });
  return [{ finding, at: located.at, related: [...located.related, ...others], program, entry }];
}

/** Reads and judges one document with all that it calls. Synchronous: this is the work between a key and its warnings. */
export function judgeTemplate(analysis: Analysis, settings: Settings, file: string, files: Host, today: string): JudgedTemplate {
  const program = analysis.openProgram({ files: [file], host: files });
  const findings = program.entries.flatMap((entry) => {
    const { findings: found } = analysis.check(program.snapshot(entry), {
      layers: analysis.layers,
      profile: settings.profile,
      today,
    });
    return found.flatMap((finding) => place(program, entry, finding));
  });
  return { findings };
}
