import { choose, possibleOf } from './choice';
import type { Content, Evaluated, Lazy, ObjectContent, Opaque, Step, Written } from './content';
import { lazily, nothing } from './content';
import type { Evaluation } from './evaluation';

/** Puts objects together as `union` and spreads do: what comes later wins. */
export class Merge {
  private readonly members = new Map<string, Lazy>();
  private further: Opaque | undefined;
  private readonly evaluation: Evaluation;
  private readonly from: Step;
  private readonly deep: boolean;

  /** @param deep whether objects inside are put together too, as `union` does and a spread does not. */
  constructor(evaluation: Evaluation, from: Step, deep: boolean) {
    this.evaluation = evaluation;
    this.from = from;
    this.deep = deep;
  }

  set(key: string, value: Lazy): void {
    const before = this.deep ? this.members.get(key) : undefined;
    this.members.set(key, before === undefined ? value : this.both(before, value));
  }

  /** Notes that there may be members of which even the names cannot be told. */
  open(because: Opaque): void {
    this.further = because;
  }

  add(content: Content): void {
    if (content.kind === 'scalar' && content.value === null) return;
    if (content.kind === 'object') {
      if (content.further !== undefined) this.doubt(content.further);
      for (const [key, member] of content.members) this.set(key, member);
      return;
    }
    if (content.kind === 'unknown') {
      const options = content.oneOf?.map((option) => (option === nothing ? emptyObject : option));
      if (options?.every((option) => option.kind === 'object' && option.further === undefined) === true) {
        this.addOneOf(content, options);
      } else this.doubt(content);
      return;
    }
    this.doubt(this.evaluation.opaque('something is put into an object that is no object'));
  }

  result(): ObjectContent {
    return { kind: 'object', members: this.members, further: this.further };
  }

  /** Everything so far may be overridden by what nobody could read. */
  private doubt(because: Opaque): void {
    this.further = because;
    for (const [key, member] of this.members) {
      const before = (): Evaluated => {
        const { content, from } = member.force();
        const possible = possibleOf(this.evaluation, [content]);
        return { content: this.evaluation.opaque(because.because, `member ${because.id} ${key}`, possible && { possible }), from };
      };
      this.members.set(key, this.lazily(before, member.written));
    }
  }

  private addOneOf(because: Opaque, options: readonly Content[]): void {
    const objects = options.filter((option) => option.kind === 'object');
    for (const key of new Set(objects.flatMap((object) => [...object.members.keys()]))) {
      const before = this.members.get(key);
      const absent = this.evaluation.opaque(because.because, `absent ${because.id} ${key}`);
      this.members.set(
        key,
        this.lazily(() => {
          const choices = objects.map((object) => (object.members.get(key) ?? before)?.force().content ?? absent);
          return { content: choose(this.evaluation, because, choices, `member ${key}`), from: this.from };
        }, before?.written),
      );
    }
  }

  private both(before: Lazy, after: Lazy): Lazy {
    return this.lazily(() => {
      const first = before.force();
      const second = after.force();
      if (first.content.kind !== 'object' || (second.content.kind !== 'object' && second.content.kind !== 'unknown')) return second;
      const merge = new Merge(this.evaluation, second.from, true);
      merge.add(first.content);
      merge.add(second.content);
      return { content: merge.result(), from: second.from };
    }, after.written);
  }

  private lazily(compute: () => Evaluated, written: Written | undefined): Lazy {
    return lazily(compute, () => ({ content: this.evaluation.opaque('the value contains itself'), from: this.from }), written);
  }
}

const emptyObject: ObjectContent = { kind: 'object', members: new Map(), further: undefined };
