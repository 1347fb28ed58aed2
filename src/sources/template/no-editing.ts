import type { Editing } from './template';

const nowhere = (): undefined => undefined;

/** Nothing can be written: into a module of a registry, or into a file whose values have no places of their own. */
export const noEditing: Editing = {
  replace: nowhere, insert: nowhere, remove: nowhere, addChild: nowhere, serialise: nowhere, removeResource: nowhere, secure: nowhere,
  addItem: nowhere, removeItem: nowhere, removeDefault: nowhere, askFor: nowhere, takeOut: nowhere, referToVault: nowhere, setApiVersion: nowhere,
};
