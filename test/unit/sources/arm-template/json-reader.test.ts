import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { endOf, type Node } from '../../../../src/sources/arm-template/json-node';
import { readJson } from '../../../../src/sources/arm-template/json-reader';
import { maxDepth } from '../../../../src/sources/arm-template/json-structure';

/** What a tree says, as JSON.parse would. What has no value yet is undefined. */
function valueOf(node: Node | undefined): unknown {
  if (node?.type === 'array') return (node.children ?? []).map(valueOf);
  if (node?.type !== 'object') return node?.value;
  return Object.fromEntries((node.children ?? []).map(({ children: [key, value] = [] }) => [String(key?.value), valueOf(value)]));
}

function checkNesting(node: Node): void {
  for (const child of node.children ?? []) {
    assert.equal(child.parent, node);
    assert.ok(node.offset <= child.offset && endOf(child) <= endOf(node), `${child.type} ${child.offset}–${endOf(child)} in ${node.offset}–${endOf(node)}`);
    checkNesting(child);
  }
}

const template = `{
  "parameters": {
    "name": {
      "type": "string",
      "allowed": ["a", "b"]
    },
    "tags": { "type": "object" }
  },
  "resources": [
    {
      "type": "A/b",
      "name": "[concat('x', parameters('name'))]",
      "properties": {
        "inner": {
          "on": true
        }
      }
    },
    {
      "type": "C/d",
      "list": [
        "one",
        "two"
      ]
    }
  ],
  "outputs": {
    "last": 1
  }
}
`;

interface Read {
  readonly parameters?: { readonly name?: { readonly type?: string }; readonly tags?: object };
  readonly resources?: readonly { readonly type?: string; readonly name?: string; readonly properties?: { readonly inner?: object }; readonly list?: readonly string[] }[];
  readonly outputs?: object;
}

function damaged(before: string, after: string): Read {
  assert.equal(template.split(before).length, 2, `${before} must be there once`);
  const { root, faults } = readJson(template.replace(before, () => after));
  assert.ok(root);
  assert.ok(faults.length > 0);
  checkNesting(root);
  return valueOf(root) as Read;
}

describe('reading JSON', () => {
  it('reads what JSON.parse reads, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), fc.constantFrom(0, 1, 2, '\t'), fc.constantFrom('\n', '\r\n', '\r', ''), (value, indent, newline) => {
        const text = JSON.stringify(value, undefined, indent).replaceAll('\n', newline);
        const { root, faults } = readJson(text);
        assert.deepEqual(faults, []);
        assert.deepEqual(valueOf(root), JSON.parse(text));
        assert.equal(root?.offset, 0);
        assert.equal(root.length, text.length);
        checkNesting(root);
      }),
    );
  });

  it('reads comments, trailing commas, texts over several lines and a byte order mark', () => {
    const text = `\uFEFF// one, "two\r\n{ "a": [1, 2, /* " } */ ], "b": "x\r\n\ty", "c": "https://z", }`;
    const { root, faults, comments } = readJson(text);
    assert.deepEqual(faults, []);
    assert.deepEqual(valueOf(root), { a: [1, 2], b: 'x\r\n\ty', c: 'https://z' });
    assert.deepEqual(comments.map(({ start, end }) => text.slice(start, end)), ['// one, "two', '/* " } */']);
    assert.equal(text[root?.offset ?? 0], '{');
  });

  it('takes numbers, constants and escapes for what they are', () => {
    const { root, faults } = readJson('[-1.5e+3, true, false, null, "\\u00e9\\"\\\\\\/\\n"]');
    assert.deepEqual(faults, []);
    assert.deepEqual(valueOf(root), [-1500, true, false, null, 'é"\\/\n']);
    assert.deepEqual(readJson('["\\x"]').faults.map(({ message }) => message), ['This escape does not exist in JSON.']);
  });
});

describe('reading damaged JSON', () => {
  const resources = (read: Read): unknown => read.resources?.map(({ type }) => type);

  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['a brace is not closed', '      "allowed": ["a", "b"]\n    },', '      "allowed": ["a", "b"]\n    ,'],
    ['a brace in a line is not closed', '{ "type": "object" }', '{ "type": "object" '],
    ['a brace is not opened', '"inner": {', '"inner": '],
    ['a list is not closed', '"two"\n      ]', '"two"\n      '],
    ['a list is not opened', '"list": [', '"list": '],
    ['a list in a line is not closed', '["a", "b"]', '["a", "b"'],
    ['there is one brace too many', '"on": true', '"on": true }'],
    ['there is one bracket too many', '"on": true', '"on": true ]'],
    ['there are many brackets too many', '"on": true', `"on": true ${']}'.repeat(50)}`],
    ['there are many open brackets too many', '"on": true', `"on": ${'{['.repeat(300)}true`],
    ['a quote does not close a text', '"type": "C/d",', '"type": "C/d,'],
    ['a quote does not close a name', '"type": "C/d",', '"type: "C/d",'],
    ['a quote does not open a text', '"name": "[concat', '"name": [concat'],
    ['a quote does not open a name', '"inner": {', 'inner": {'],
    ['a quote stands within a text', '"[concat(\'x\'', '"[con"cat(\'x\''],
    ['a quote is doubled', '"one",', '"one"",'],
    ['a comma is missing', '"type": "A/b",', '"type": "A/b"'],
    ['a colon is missing', '"type": "A/b",', '"type" "A/b",'],
    ['a colon is in place of a comma', '"type": "A/b",', '"type": "A/b":'],
    ['a value is missing', '"on": true', '"on": '],
    ['a name is half typed', '"on": true', '"on": true,\n          "o'],
    ['a name stands alone', '"on": true', '"on": true,\n          "off"'],
    ['a comment is not closed', '"on": true', '"on": /* true'],
    ['something else stands there', '"on": true', '"on": <<<true>>> %\u0000 ='],
  ];
  for (const [what, before, after] of cases) {
    it(`loses nothing around where ${what}`, () => {
      const read = damaged(before, after);
      assert.deepEqual(resources(read), ['A/b', 'C/d']);
      assert.deepEqual(Object.keys(read.parameters ?? {}), ['name', 'tags']);
      assert.deepEqual(read.outputs, { last: 1 });
      assert.equal(read.parameters?.name?.type, 'string');
    });
  }

  it('finds what a text without one of its quotes says', () => {
    assert.equal(damaged('"type": "C/d",', '"type": "C/d,').resources?.[1]?.type, 'C/d');
    assert.equal(damaged('"type": "C/d",', '"type: "C/d",').resources?.[1]?.type, 'C/d');
    assert.equal(damaged(`"[concat('x', parameters('name'))]",`, `"[concat('x', parameters('name'))],`).resources?.[0]?.name, `[concat('x', parameters('name'))]`);
  });

  it('finds the list of resources without its first or last bracket', () => {
    assert.deepEqual(resources(damaged('"resources": [', '"resources": ')), ['A/b', 'C/d']);
    assert.deepEqual(resources(damaged('    }\n  ],\n', '    }\n  \n')), ['A/b', 'C/d']);
    assert.deepEqual(resources(damaged('"resources": [\n    {', '"resources": [\n    ')), ['A/b', 'C/d']);
    assert.deepEqual(resources(damaged('    },\n    {\n', '    \n    {\n')), ['A/b', 'C/d']);
  });

  it('knows what is incomplete, and only that', () => {
    const { root } = readJson(template.replace('"on": true', '"on": true, %%'));
    const broken: string[] = [];
    const visit = (node: Node): void => {
      if (node.broken) broken.push(String(node.parent?.children?.[0]?.value));
      for (const child of node.children ?? []) visit(child);
    };
    if (root !== undefined) visit(root);
    assert.deepEqual(broken, ['inner']);
  });

  it('reads one line without any layout as far as brackets and names tell', () => {
    const line = JSON.stringify(JSON.parse(template));
    for (const [before, after] of [['"b"]', '"b"'], ['"on":true}', '"on":true'], ['"on":true}', '"on":true}}'], ['"A/b"', '"A/b']] as const) {
      const { root, faults } = readJson(line.replace(before, after));
      assert.ok(faults.length > 0);
      assert.match(JSON.stringify(valueOf(root)), /"last":1/, after);
    }
  });

  it('has nothing to read in an empty text', () => {
    for (const text of ['', ' \n', '// a', '\uFEFF', '}', ',', '%']) assert.equal(readJson(text).root, undefined, text);
  });

  it('does not follow brackets that nest too deeply', () => {
    for (const bracket of ['[', '{"a":', '[\n', '{"a":\n']) {
      const { root, faults } = readJson(bracket.repeat(20_000));
      assert.ok(faults.some(({ message }) => /nest deeper than 256 levels/.test(message)));
      let depth = 0;
      for (let node = root; node !== undefined; node = node.children?.at(-1)) if (node.type === 'object' || node.type === 'array') depth++;
      assert.equal(depth, maxDepth);
    }
    assert.deepEqual(readJson(`${'['.repeat(maxDepth)}${']'.repeat(maxDepth)}`).faults, []);
    assert.equal(readJson(`${'['.repeat(maxDepth + 1)}${']'.repeat(maxDepth + 1)}`).faults.length, 1);
    assert.deepEqual(valueOf(readJson(`{ "a": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "b": 1 }`).root)?.['b' as keyof object], 1);
  });

  it('reads any text, within its bounds', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\n', '\n  ', '\n    ', ' ', '"a"', '"a": ', "'", '\\', '/*', '*/', '//', '1', 'true', 'x', '\uFEFF', '\r');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')), (text) => {
        const { root, faults, comments } = readJson(text);
        for (const { start, end } of [...faults, ...comments]) assert.ok(start >= 0 && start <= end && end <= text.length + 1);
        if (root === undefined) return;
        assert.ok(root.offset >= 0 && endOf(root) <= text.length);
        checkNesting(root);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes linear time', () => {
    const pieces = ['"', '"a', '"a:\\', '\\"', "'", "'\n", '"\n', '"a\n', ',', ':', '[]', '{}', '}', ']', '}]', '{"a"', '{"a":1}', '"a":', '{\n"a"\n', 'x', '/', '/*', '//', '/*\n', '-', '"a" ', '" ,', 'x"', '\n ]', '\n }', '\n {', '\n "a":', '{\n  "a": [\n    1\n', '"":"'];
    for (const piece of pieces) {
      const text = `{ "resources": [${piece.repeat(Math.ceil(100_000 / piece.length))}`;
      // What takes quadratic time would not end while somebody waits for it.
      assert.ok(readJson(text).root);
      assert.ok(readJson(`{\n  "a": {\n    "b": [\n      ]${piece.repeat(Math.ceil(100_000 / piece.length))}`).root);
    }
  });
});
