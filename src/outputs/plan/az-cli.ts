import type { Json } from '../../model/value';
import type { CopiedPlan } from './copied-plan';
import { requestsOf, type PlannedRequest } from './requests';

/** Makes one word of a text for a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A comment stays one: whatever ends a line in it does not. */
const comment = (text: string): string => `# ${text.replace(/\s+/g, ' ')}`;

const parameterPath = /\/flexibleServers\/([^/]+)\/configurations\/([^/]+)$/i;
const groupOf = (path: string): string => /\/resourceGroups\/([^/]+)/i.exec(path)?.[1] ?? '';
const subscriptionOf = (path: string): string => /^\/subscriptions\/([^/]+)/i.exec(path)?.[1] ?? '';

function valueOf(body: Json | undefined): string | undefined {
  const { properties } = (body ?? {}) as { readonly properties?: { readonly value?: Json } };
  return typeof properties?.value === 'string' ? properties.value : undefined;
}

/** Parameters and restarts have commands whose arguments have stayed; for the rest `az rest` sends exactly the request. */
function commandOf({ method, path, apiVersion, body }: PlannedRequest): string {
  const [, server = '', parameter] = parameterPath.exec(path) ?? [];
  const value = valueOf(body);
  const where = `--subscription ${quoted(subscriptionOf(path))} --resource-group ${quoted(groupOf(path))}`;
  if (parameter !== undefined && value !== undefined) {
    return `az postgres flexible-server parameter set ${where} --server-name ${quoted(server)} \\\n  --name ${quoted(parameter)} --value ${quoted(value)}`;
  }
  const sent = body === undefined ? '' : ` \\\n  --headers Content-Type=application/json \\\n  --body ${quoted(JSON.stringify(body))}`;
  return `az rest --method ${method.toLowerCase()} \\\n  --url ${quoted(`${path}?api-version=${apiVersion}`)}${sent}`;
}

/** The plan as a script for a POSIX shell with the Azure CLI. It holds no secrets. */
export function planAsAzCli(copied: CopiedPlan): string {
  const { plan, snapshot, server, id } = copied;
  const effects = plan.effects.map(({ text }) => comment(text));
  const cut = plan.cutOff.map((text) => comment(text));
  const commands = requestsOf(snapshot, server, id, plan.changes).map(commandOf);
  return `${[comment(plan.title), ...effects, ...cut, 'set -e', ...commands].join('\n')}\n`;
}
