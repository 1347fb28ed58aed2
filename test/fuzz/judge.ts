import { check } from '../../src/engine/check';
import { layers } from '../../src/layers/catalog';
import { openProgram } from '../../src/sources/template/open-program';

/** Does with a text all that an editor does: reads, evaluates, judges it and finds the places. */
export function judge(file: string, text: string): void {
  const program = openProgram({ files: [file], host: { read: (asked) => (asked === file ? text : undefined), resolve: (_, reference) => reference } });
  for (const entry of program.entries) {
    for (const finding of check(program.snapshot(entry), { layers, profile: 'all', today: '2026-11-24', showUnknown: true }).findings) {
      const located = program.locate(entry, finding.at);
      if (located !== undefined && !(located.at.start >= 0 && located.at.start <= located.at.end && located.at.end <= text.length)) {
        throw new Error(`The finding ${finding.rule.id} is at ${located.at.start}..${located.at.end}, outside of the text.`);
      }
    }
  }
}
