import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { mendedBy, remediesOfClusters } from '../../../src/engine/plans/mended-by';

const root = inRepository('src', 'vscode');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** The files of the extension in which an expression is found, but for where it is declared. */
const using = (expression: RegExp): string[] =>
  files.filter((name) => readFileSync(join(root, name), 'utf8').split('\n').some((line) => !/^(?:export )?(?:async )?function|^import /.test(line) && expression.test(line))).sort();

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: { readonly menus: { readonly 'view/item/context': readonly { readonly command: string; readonly when: string }[] }; readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> } } & Readonly<Record<string, unknown>>;
}
const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as Manifest;

describe('who writes to a server', () => {
  test('one place carries plans out after a person was asked; the end of a temporary rule was agreed to with the rule', () => {
    assert.deepEqual(using(/source\.write\(/), ['carry-out.ts', 'mend/network/end-temporary-rule.ts']);
    // Both ask before: the one with a dialog for its plan, the other with a table of plans.
    assert.deepEqual(using(/\bperform\(/), ['carry-out.ts', 'mend/several-servers.ts']);
  });

  test('the commands that lead there are those that the host calls with what nobody should hand to them', () => {
    assert.deepEqual(using(/\bcarryOut\(/), ['mend/drift.ts', 'mend/fix-finding.ts', 'mend/run-remedy.ts', 'mend/undo.ts']);
    assert.deepEqual(using(/\bchangeSeveral\(/), ['mend/fix-on-servers.ts', 'mend/network/delete-rules-on-servers.ts']);
    assert.deepEqual(using(/\bcarryOutSteps\(/), ['commands/create-extension.ts', 'commands/create-role.ts']);
  });

  test('nothing but a command leads there: no tool of an agent, no link, no task, no chat', () => {
    assert.deepEqual(using(/registerUriHandler|\blm\.|registerTool|registerChat|createChatParticipant|registerTaskProvider|registerMcp/), []);
    const others = ['languageModelTools', 'languageModels', 'chatParticipants', 'mcpServerDefinitionProviders', 'taskDefinitions', 'chatSkills', 'chatAgents'];
    for (const contribution of others) assert.equal(manifest.contributes[contribution], undefined, contribution);
    assert.deepEqual(manifest.activationEvents.filter((event) => /^on(?:Uri|Task|Chat|LanguageModel|Mcp|Command)/.test(event)), []);
  });

  test('what changes a server is offered in the tree on the kinds of server that are changed from here', () => {
    const changing = new Set([...remediesOfClusters, ...Object.values(mendedBy)].map((id) => `postgresqlSecurity.${id}`));
    const offered = manifest.contributes.menus['view/item/context'].filter(({ command }) => changing.has(command));
    assert.ok(offered.length > changing.size);
    // Lines about these exist on such servers only.
    const lines = /\\b(?:firewall-rule|network-rule|private-endpoint)\\b/;
    for (const { command, when } of offered) assert.ok(/\b(?:flexible|single|cluster)\b/.test(when) || lines.test(when), `${command}: ${when}`);
  });

  test('the next window ends the temporary rules whose time is over, whatever it opens', () => {
    assert.ok(manifest.activationEvents.includes('onStartupFinished'));
    assert.deepEqual(using(/registerTemporaryRules\(services\)/), ['extension.ts']);
  });

  test('a folder that nobody trusts decides neither who signs in nor where, and what it can decide writes nothing', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const { properties } = manifest.contributes.configuration;
    // What is found and how it is shown; a person still agrees to every plan.
    const harmless = new Set(['profile', 'rules', 'liveProblems', 'templates.enabled', 'templates.undecided', 'templates.codeLens']);
    for (const [name, { scope }] of Object.entries(properties)) {
      const isOwn = scope === 'machine' || scope === 'application' || restrictedConfigurations.includes(name);
      assert.ok(isOwn || harmless.has(name.replace('postgresqlSecurity.', '')), `a folder may set ${name}`);
    }
    for (const name of restrictedConfigurations) assert.ok(name in properties, name);
  });
});
