import { access, contentOf } from './access';
import type { Content, Evaluated, Lazy, ObjectContent } from './content';
import { lazily, scalar } from './content';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { limits } from './evaluation';
import type { Expression } from './expression';
import { secret } from './secret';

/** What the type of a value says about it. */
export interface Shape {
  /** In lower case and as ARM calls it: string, securestring, int, bool, object, secureobject, array; else as written. */
  readonly type: string | undefined;
  readonly secure: boolean;
  /** True where the type allows null, so that a property may be left out. */
  readonly nullable: boolean;
  /** The only values that are allowed, where they are restricted. */
  readonly allowed: Expression | undefined;
  /** The properties of an object. They are read when they are asked for: types may hold themselves. */
  readonly properties?: (() => ReadonlyMap<string, Shape>) | undefined;
  /** The items of an array. */
  readonly item?: (() => Shape) | undefined;
}

/** The types around a part, from the outermost. */
type Above = readonly unknown[];

/** Types are not followed deeper into a value. */
const maxNesting = 12;

/** Lists the values that are allowed, where that are few enough. */
export function allowedValues({ allowed }: Pick<Shape, 'allowed'>, environment: Environment): readonly Content[] | undefined {
  const content = allowed === undefined ? undefined : evaluate(allowed, environment).content;
  if (content?.kind !== 'list' || content.items.length === 0) return undefined;
  return content.items.map((item) => item.force().content);
}

/** What cannot be told is one of the values that are allowed. */
export function limitedTo(allowed: readonly Content[] | undefined, content: Content): Content {
  const isOpen = content.kind === 'unknown' && content.oneOf === undefined;
  return isOpen && allowed !== undefined && allowed.length <= limits.options ? { ...content, oneOf: allowed } : content;
}

/** Says of the parts of a value what the type says of them: which values are possible, and what is secret. */
export function shapeParts(content: Content, from: Evaluated['from'], shape: Shape, environment: Environment, above: Above = []): Content {
  const { properties, item } = shape;
  if (above.length > maxNesting || !environment.scope.evaluation.spend()) return content;
  if (content.kind === 'list' && item !== undefined) {
    const of = item();
    return { kind: 'list', items: content.items.map((one) => later(one, () => shapePart(one.force(), of, environment, [...above, item]))) };
  }
  const isOpen = content.kind === 'unknown' && content.oneOf === undefined;
  if (properties === undefined || !(isOpen || content.kind === 'object')) return content;
  // Of what nobody can read a type that holds itself would say the same again and again.
  if (isOpen && above.includes(properties)) return content;
  const parts = properties();
  const inside = [...above, properties];
  const object: ObjectContent = content.kind === 'object' ? content : { kind: 'object', members: new Map(), further: content };
  const members = new Map(object.members);
  const possible = new Map<string, Lazy>();
  for (const [name, of] of parts) {
    const before = members.get(name);
    if (before !== undefined) members.set(name, later(before, () => shapePart(before.force(), of, environment, inside)));
    else if (isOpen) {
      const part = lazily(() => openPart(content, name, from, of, environment, inside), () => ({ content, from }));
      (of.nullable ? possible : members).set(name, part);
    }
  }
  return members.size + possible.size === 0 ? content : { ...object, members, ...(possible.size === 0 ? {} : { possible }) };
}

/** A property that nobody can read. It is the same unknown as without its type. */
function openPart(whole: Content, name: string, from: Evaluated['from'], of: Shape, environment: Environment, above: Above): Evaluated {
  const key = { content: scalar(name), safe: false, fromEnd: false };
  return shapePart({ content: contentOf(access(environment.scope.evaluation, whole, key)), from }, of, environment, above);
}

function shapePart({ content, from }: Evaluated, of: Shape, environment: Environment, above: Above): Evaluated {
  const limited = limitedTo(allowedValues(of, environment), content);
  const inner = of.secure
    ? secret(environment.scope.evaluation, limited, 'the value of a secure property is kept secret')
    : shapeParts(limited, from, of, environment, above);
  return { content: inner, from };
}

function later(before: Lazy, compute: () => Evaluated): Lazy {
  return lazily(compute, () => before.force(), before.written);
}
