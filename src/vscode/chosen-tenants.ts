import type { Memento } from 'vscode';

/** Which tenants somebody wants to see, for each account; without a choice, all. */
export interface ChosenTenants {
  readonly wants: (owner: string, tenantId: string) => boolean;
  /** @param ids `undefined` for all, whatever comes. */
  readonly choose: (owner: string, ids: readonly string[] | undefined) => Promise<void>;
}

const key = 'chosenTenants';

type Choices = Readonly<Record<string, readonly string[]>>;

export function createChosenTenants(memory: Memento): ChosenTenants {
  const choices = (): Choices => memory.get<Choices>(key, {});
  return {
    wants: (owner, tenantId) => choices()[owner]?.includes(tenantId.toLowerCase()) ?? true,
    choose: async (owner, ids) => {
      const others = Object.entries(choices()).filter(([one]) => one !== owner);
      await memory.update(key, Object.fromEntries([...others, ...(ids === undefined ? [] : [[owner, ids.map((id) => id.toLowerCase())] as const])]));
    },
  };
}
