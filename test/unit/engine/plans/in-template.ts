import { openProgram } from '../../../../src/sources/template/open-program';
import { nameOf, settingOf } from '../../../../src/model/resource';

/** The firewall rules that an ARM template deploys, as the product itself reads it: name, start and end. */
export function inTemplate(text: string): readonly (readonly unknown[])[] {
  const file = 'rules.json';
  const program = openProgram({ files: [file], host: { read: (asked) => (asked === file ? text : undefined), resolve: (_, reference) => reference } });
  const [entry] = program.entries;
  if (entry === undefined) throw new Error('it is no template');
  return program
    .snapshot(entry)
    .resources.filter(({ type }) => /\/firewallRules$/i.test(type))
    .map((rule) => [nameOf(rule), settingOf(rule, ['properties', 'startIpAddress']), settingOf(rule, ['properties', 'endIpAddress'])]);
}
