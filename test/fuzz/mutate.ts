/** Random numbers that are the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number from 0 to below the limit. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** What texts are made of: valid ones to begin with, and pieces that confuse readers. */
export interface Material {
  readonly seeds: readonly string[];
  readonly scraps: readonly string[];
}

/** Breaks a text at one place: something is removed, repeated, put in or cut off. */
export function mutate(text: string, random: Random, { seeds, scraps }: Material): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + random.below(1 + random.below(60)));
  switch (random.below(7)) {
    case 0: return text.slice(0, at) + text.slice(to);
    case 1: return text.slice(0, at) + random.pick(scraps) + text.slice(at);
    case 2: return text.slice(0, at) + text.slice(at, to).repeat(1 + random.below(5)) + text.slice(to);
    case 3: return text.slice(0, at) + random.pick(scraps).repeat(1 + random.below(300)) + text.slice(at);
    case 4: return text.slice(0, at) + String.fromCharCode(random.below(random.below(4) === 0 ? 65536 : 128)) + text.slice(at);
    case 5: return text.slice(0, at) + random.pick(seeds).slice(random.below(200)) + text.slice(at);
    default: return text.slice(0, at);
  }
}

/** A valid text, broken several times, or now and then plain noise. */
export function brokenText(random: Random, material: Material): string {
  if (random.below(50) === 0) return Array.from({ length: random.below(2000) }, () => String.fromCharCode(random.below(256))).join('');
  let text = random.pick(material.seeds);
  for (let rounds = 1 + random.below(12); rounds > 0; rounds--) text = mutate(text, random, material);
  return text;
}

/** One edit as people make it: a few characters typed, removed or replaced. Says which part of the old text it touched. */
export function singleEdit(text: string, random: Random, scraps: readonly string[]): { readonly text: string; readonly start: number; readonly end: number } {
  const start = random.below(text.length + 1);
  const end = random.below(3) === 0 ? start : Math.min(text.length, start + 1 + random.below(random.below(4) === 0 ? 40 : 4));
  const typed = random.below(3) === 0 ? '' : random.below(2) === 0 ? random.pick(scraps) : String.fromCharCode(32 + random.below(95));
  return { text: text.slice(0, start) + typed + text.slice(end), start, end };
}
