import type { OtherResource } from './fleet';
import { isObject, textOf } from './message';
import type { Json, JsonObject } from './message';
import type { Refusal } from './refusal';

const sinks = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'] as const;

const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const properties = (body: JsonObject): JsonObject => (isObject(body.properties) ? body.properties : {});

/** The categories and groups that a setting sends. */
const sent = (setting: JsonObject): string[] =>
  objects(setting.logs)
    .filter(({ enabled }) => enabled === true)
    .map(({ category, categoryGroup }) => textOf(categoryGroup ?? category).toLowerCase())
    .filter((name) => name !== '');

/** Says why Azure Monitor would refuse a diagnostic setting. That it refuses is known from many reports; the texts are theirs. */
export function checkDiagnosticSetting(id: string, body: JsonObject, siblings: readonly OtherResource[]): Refusal | undefined {
  const wanted = properties(body);
  if (sinks.every((sink) => textOf(wanted[sink]) === '')) return { status: 400, code: 'BadRequest', message: 'At least one data sink needs to be specified.' };
  if (objects(wanted.logs).length === 0 && objects(wanted.metrics).length === 0) return { status: 400, code: 'BadRequest', message: 'At least one log or metric category must be enabled.' };
  const categories = objects(wanted.logs);
  if (categories.some(({ category }) => textOf(category) !== '') && categories.some(({ categoryGroup }) => textOf(categoryGroup) !== '')) {
    return { status: 400, code: 'BadRequest', message: 'Diagnostic settings does not support both log category and log category group at the same time.' };
  }
  for (const sibling of siblings) {
    if (sibling.id.toLowerCase() === id.toLowerCase()) continue;
    const other = properties(sibling.body);
    const sink = sinks.map((name) => textOf(wanted[name])).find((value, index) => value !== '' && value.toLowerCase() === textOf(other[sinks[index] ?? 'workspaceId']).toLowerCase());
    const category = sent(wanted).find((name) => sent(other).includes(name));
    if (sink === undefined || category === undefined) continue;
    const message = `Data sink '${sink}' is already used in diagnostic setting '${sibling.id.split('/').at(-1) ?? ''}' for category '${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`;
    return { status: 409, code: 'Conflict', message };
  }
  return undefined;
}
