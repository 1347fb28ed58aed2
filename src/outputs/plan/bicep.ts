import { isTemplateChange, type Change } from '../../model/fix';
import { nameOf, serverTypes } from '../../model/resource';
import type { Json } from '../../model/value';
import { changed } from '../../engine/changes/difference';
import type { CopiedPlan } from './copied-plan';
import { liveApiVersions, requestsOf, type PlannedRequest } from './requests';

const text = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;

const isName = (key: string): boolean => /^[A-Za-z_]\w*$/.test(key);

/** JSON as Bicep writes it. */
function written(value: Json, indent: string): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[\n${value.map((item: Json) => `${inner}${written(item, inner)}\n`).join('')}${indent}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, item]) => `${inner}${isName(key) ? key : text(key)}: ${written(item, inner)}\n`).join('')}${indent}}`;
}

const line = (words: string): string => `// ${words.replace(/\s+/g, ' ')}`;

/** A child as a resource of its own, or what extends the server: that has its whole type in its path. */
function child({ path, apiVersion, body }: PlannedRequest, type: string, index: number): string {
  const [segment = '', name = ''] = path.split('/').slice(-2);
  const extension = /\/providers\/[^/]+\/[^/]+\/[^/]+\/providers\/([^/]+\/[^/]+)\/[^/]+$/i.exec(path)?.[1];
  const properties = (body as { readonly properties?: Json } | undefined)?.properties ?? {};
  const head = `resource ${segment.replace(/s$/, '')}${index + 1} '${extension ?? `${type}/${segment}`}@${apiVersion}' = {\n  ${extension === undefined ? 'parent' : 'scope'}: server\n  name: ${text(name)}`;
  return `${head}\n  properties: ${written(properties, '  ')}\n}`;
}

function removed(changes: readonly Change[], { snapshot }: CopiedPlan): string {
  const names = changes.filter((change) => !isTemplateChange(change)).map((change) => changed(snapshot, change));
  return line(`A deployment removes nothing: take ${names.join(', ')} out of the template, and delete it in Azure.`);
}

/**
 * The plan as Bicep: children are resources that can be deployed, settings of the server are what to write into its
 * declaration. It holds no secrets.
 */
export function planAsBicep(copied: CopiedPlan): string {
  const { plan, snapshot, server, id } = copied;
  const type = serverTypes[server.kind];
  const name = nameOf(server.resource);
  const parts = requestsOf(snapshot, server, id, plan.changes).map((request, index): string => {
    switch (request.method) {
      case 'DELETE':
        return removed(request.changes, copied);
      case 'POST':
        return line(`A deployment does not ${request.path.split('/').at(-1) ?? 'do this'}: do it in Azure.`);
      default:
        if (request.path !== id) return child(request, type, index);
        return `${line(`Write this into the declaration of ${name}:`)}\n${written(request.body ?? {}, '')
          .split('\n')
          .map((one) => `// ${one}`)
          .join('\n')}`;
    }
  });
  const needsServer = parts.some((part) => part.startsWith('resource '));
  const existing = `resource server '${type}@${liveApiVersions[server.kind]}' existing = {\n  name: ${text(name)}\n}`;
  const notes = [plan.title, ...plan.effects.map((effect) => effect.text)].map(line).join('\n');
  return `${[notes, ...(needsServer ? [existing] : []), ...parts].join('\n\n')}\n`;
}
