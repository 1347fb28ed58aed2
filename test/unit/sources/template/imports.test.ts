import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { Opened, server } from './open';

function access(expression: string, around: string, files: Files, given: readonly string[] = ['main.bicep']): unknown {
  const opened = new Opened({ 'main.bicep': server(`network: { publicNetworkAccess: ${expression} }`, around), ...files }, given);
  const value = settingOf(opened.resource('#server'), ['properties', 'network', 'publicNetworkAccess']);
  return isUnknown(value) ? `? ${value.because}` : value;
}

describe('imports', () => {
  const types = {
    'types.bicep': `import { no } from 'more.bicep'
@export()
var words = { open: 'Enabled', closed: no }
@export()
func choose(open bool) string => open ? words.open : words.closed
param p string
`,
    'more.bicep': `@export()\nvar no = 'Disabled'`,
  };

  it('of variables and functions are followed, also with another name and with all of a file', () => {
    assert.equal(access('words.closed', `import { words } from 'types.bicep'`, types), 'Disabled');
    assert.equal(access('w.open', `import { words as w } from 'types.bicep'`, types), 'Enabled');
    assert.equal(access('choose(false)', `import { choose } from 'types.bicep'`, types), 'Disabled');
    assert.equal(access('pick(true)', `import { choose as pick } from 'types.bicep'`, types), 'Enabled');
    assert.equal(access('t.choose(false)', `import * as t from 'types.bicep'`, types), 'Disabled');
    assert.equal(access('t.words.open', `import * as t from 'types.bicep'`, types), 'Enabled');
  });

  it('of what is not there or in a registry are unknown', () => {
    assert.equal(access('words', `import { words } from 'absent.bicep'`, {}), '? words is imported from a file that is not read');
    assert.equal(access('words', `import { words } from 'br/public:avm/utl/types/avm-common-types:0.6.1'`, {}), '? words is imported from a file that is not read');
    assert.equal(access('p', `import { p } from 'types.bicep'`, types), '? p is imported from a file that is not read');
  });

  it('may go round in circles', () => {
    const round = { 'a.bicep': `import { y } from 'b.bicep'\n@export()\nvar x = y`, 'b.bicep': `import { x } from 'a.bicep'\n@export()\nvar y = x` };
    assert.match(JSON.stringify(access('x', `import { x } from 'a.bicep'`, round)), /^"\? /);
  });
});

describe('parameters files that extend others', () => {
  const files = (child: string): Files => ({
    'base.bicepparam': `using none\nparam access = 'Disabled'\nparam other = 'x'`,
    'main.bicepparam': `using 'main.bicep'\nextends 'base.bicepparam'\n${child}`,
  });

  it('give what is theirs first, and else what the others give', () => {
    const parameter = `param access string = 'Enabled'`;
    assert.equal(access('access', parameter, files(''), ['main.bicepparam']), 'Disabled');
    assert.equal(access('access', parameter, files(`param access = 'Enabled'`), ['main.bicepparam']), 'Enabled');
  });

  it('may extend themselves', () => {
    const round = { 'main.bicepparam': `using 'main.bicep'\nextends 'main.bicepparam'` };
    assert.equal(access('access', `param access string = 'Enabled'`, round, ['main.bicepparam']), 'Enabled');
  });
});

describe('parameters files', () => {
  const parameter = `param access string = 'Enabled'`;
  const given = (text: string, more: Files = {}): unknown =>
    access('access', parameter, { 'main.bicepparam': `using 'main.bicep'\n${text}`, ...more }, ['main.bicepparam']);

  it('import variables and functions', () => {
    const words = { 'words.bicep': `@export()\nvar no = 'Disabled'\n@export()\nfunc pick(open bool) string => open ? 'Enabled' : no` };
    assert.equal(given(`import { no as closed } from 'words.bicep'\nparam access = closed`, words), 'Disabled');
    assert.equal(given(`import * as w from 'words.bicep'\nparam access = w.pick(false)`, words), 'Disabled');
    assert.match(String(given(`import { no } from 'absent.bicep'\nparam access = no`)), /^\? no is imported/);
  });

  it('load files, from where they are', () => {
    assert.equal(given(`param access = loadJsonContent('own.json', 'access')`, { 'own.json': '{ "access": "Disabled" }' }), 'Disabled');
  });

  it('say what the file that they extend gives', () => {
    const base = { 'base.bicepparam': `using none\nvar no = 'Disabled'\nparam access = no\nparam settings = { access: 'Enabled', other: 1 }`, 'top.bicepparam': `using none\nextends 'base.bicepparam'\nparam extra = base.access` };
    assert.equal(given(`extends 'base.bicepparam'\nparam access = base.access`, base), 'Disabled');
    assert.equal(given(`extends 'base.bicepparam'\nvar all = { ...base.settings, access: 'Disabled' }\nparam access = all.access`, base), 'Disabled');
    assert.equal(given(`extends 'top.bicepparam'\nparam access = base.extra`, base), 'Disabled');
    assert.equal(given(`extends 'top.bicepparam'`, base), 'Disabled');
    assert.match(String(given(`extends 'absent.bicepparam'\nparam access = base.access`)), /^\? base is imported from a file that is not read/);
  });

  it('may take values from outside', () => {
    for (const outside of [`readEnvironmentVariable('ACCESS', 'Disabled')`, `readEnvVar('ACCESS')`, `externalInput('sys.cli', 'access')`, `readCliArg('access')`, `az.getSecret('s', 'g', 'v', 'n')`]) {
      assert.match(String(given(`param access = ${outside}`)), /^\? /, outside);
    }
  });

  it('that use nothing are entries of their own nowhere', () => {
    const files = { 'base.bicepparam': `using none\nparam access = 'Enabled'`, 'main.bicep': server('', parameter) };
    assert.deepEqual(new Opened(files).program.entries, [{ file: 'main.bicep' }]);
    assert.deepEqual(new Opened(files).program.problems(), []);
  });
});
