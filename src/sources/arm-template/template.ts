import type { Template } from '../template/template';
import { readFunctions, readOutputs, readParameters, readVariables, variableNames } from './declarations';
import { hasOuterScope, isDeployment, readModule, surroundingsWithin } from './deployment';
import { armEditing } from './edit';
import { membersOf, type Node, nodeAt, textOf } from './json-node';
import { type Reading, type Spellings, spellings } from './names';
import { type Deployments, isDamagedList, nothingAround, readResource, type Surroundings, writtenResources } from './resources';

const schema = /\/(?:subscription|tenant|managementGroup)?deploymentTemplate\.json/i;

/** Whether an object is a deployment template: by its schema, or by what every template has. */
export function isTemplate(root: Node): boolean {
  if (schema.test(textOf(nodeAt(root, '$schema')) ?? '')) return true;
  const resources = nodeAt(root, 'resources');
  if (resources === undefined || nodeAt(root, 'type') !== undefined) return false;
  if (nodeAt(root, 'contentVersion') !== undefined) return true;
  return writtenResources(resources, '').some(({ node }) => /^[^/]+\.[^/]+\//.test(textOf(nodeAt(node, 'type')) ?? ''));
}

/** Reads resources and deployments; a nested deployment of outer scope becomes part of what is around it. */
function readResources(node: Node | undefined, around: Surroundings, reading: Reading, into: Deployments): void {
  if (isDamagedList(node)) into.isDamaged = true;
  for (const written of writtenResources(node, around.prefix)) {
    if (!isDeployment(written.node)) {
      readResource(written, around, reading, into);
    } else if (hasOuterScope(written.node)) {
      const inner = surroundingsWithin(written, around, reading);
      readResources(nodeAt(written.node, 'properties', 'template', 'resources'), inner.surroundings, inner.reading, into);
    } else {
      readModule(written, around, reading, readInner, into);
    }
  }
}

function symbolicNames(resources: Node | undefined): Spellings {
  if (resources?.type !== 'object') return spellings([]);
  return spellings(writtenResources(resources, '').flatMap(({ node, symbol }) => (isDeployment(node) ? [] : [symbol])));
}

/** Reads a template: a whole file, or that of a nested deployment with names of its own. */
export function readTemplate(root: Node, around: Pick<Reading, 'file' | 'within' | 'text' | 'problems'>): Template {
  const { file, within, text, problems } = around;
  const nested = within === undefined ? {} : { within };
  const names = {
    parameters: spellings(membersOf(nodeAt(root, 'parameters')).map(({ name }) => name)),
    variables: spellings(variableNames(root)),
    symbols: symbolicNames(nodeAt(root, 'resources')),
    functionParameters: undefined,
    loops: [],
  };
  const reading: Reading = { file, ...nested, text, problems, names, expressions: true, variables: nodeAt(root, 'variables') };
  const deployments: Deployments = { resources: [], modules: [] };
  readResources(nodeAt(root, 'resources'), nothingAround, reading, deployments);
  return {
    file,
    ...nested,
    text,
    parameters: readParameters(root, reading),
    variables: readVariables(root, reading),
    outputs: readOutputs(root, reading),
    functions: readFunctions(root, reading),
    ...deployments,
    problems,
    editing: armEditing(file),
  };
}

/** The problems of a nested template are among those of the template around it. */
function readInner(root: Node, around: Reading): Template {
  return { ...readTemplate(root, around), problems: [] };
}
