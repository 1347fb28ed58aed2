import { readBicep } from '../../bicep/read';
import { noEditing } from '../no-editing';
import type { Template } from '../template';
import { flexibleServer, flexibleServerVersions } from './flexible-server';
import { singleServer, singleServerVersions } from './single-server';

/** A module of the public registry that deploys a PostgreSQL server. */
interface RegistryModule {
  readonly versions: readonly string[];
  /** What a version deploys, as the text of a template that nobody else sees. */
  readonly template: (version: string) => string;
}

/** By path below mcr.microsoft.com/bicep, which `br/public:` stands for. */
const modules: ReadonlyMap<string, RegistryModule> = new Map<string, RegistryModule>([
  ['avm/res/db-for-postgre-sql/flexible-server', { versions: flexibleServerVersions, template: flexibleServer }],
  ['storage/postgresql-single-server', { versions: singleServerVersions, template: singleServer }],
]);

/** What an alias of a registry in bicepconfig.json stands for. */
export type Aliases = (alias: string) => string | undefined;

const publicRegistry = 'mcr.microsoft.com/bicep';

/** Returns the path and version of a reference to the public registry. */
function parse(reference: string, aliases: Aliases): { readonly path: string; readonly version: string } | undefined {
  const [, alias, rest = '', version = ''] = /^br(?:\/([^:/]+))?:(.+):([^:/]+)$/.exec(reference) ?? [];
  const prefix = alias === undefined ? '' : `${alias === 'public' ? publicRegistry : (aliases(alias) ?? '')}/`;
  const whole = `${prefix}${rest}`.toLowerCase();
  return whole.startsWith(`${publicRegistry}/`) ? { path: whole.slice(publicRegistry.length + 1), version } : undefined;
}

/** Whether a text may call such a module, by an alias or not: what the rest of the reference is cannot be aliased away. */
export const mentionsRegistryModule = (text: string): boolean => /postgre-?sql[-/](?:flexible|single)-server/i.test(text);

/**
 * Returns the template that stands for a module of the registry. Of a version that is not known here the newest one's
 * shape is taken, and nothing of its defaults.
 */
export function registryTemplate(reference: string, aliases: Aliases): Template | undefined {
  const { path, version } = parse(reference, aliases) ?? {};
  const module = path === undefined ? undefined : modules.get(path);
  if (module === undefined || version === undefined) return undefined;
  const isKnown = module.versions.includes(version);
  const template = readBicep(`${reference}.bicep`, module.template(isKnown ? version : (module.versions.at(-1) ?? '')));
  return { ...template, editing: noEditing, registry: reference, parameters: isKnown ? template.parameters : withoutDefaults(template, version) };
}

/** A server that is not said to be a copy of another is a new one in whatever version. */
const same: ReadonlySet<string> = new Set(['createMode']);

function withoutDefaults({ parameters }: Template, version: string): Template['parameters'] {
  return new Map(
    [...parameters].map(([name, parameter]) => {
      if (same.has(name)) return [name, parameter];
      const because = `version ${version} of the module is not known here, nor what it does where ${name} is not given`;
      const { start, end } = parameter.nameSpan;
      return [name, { ...parameter, default: { kind: 'missing', because, start, end } }];
    }),
  );
}
