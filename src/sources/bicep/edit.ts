import type { TextEdit } from '../program';
import type { Editing } from '../template/template';
import { addChild } from './edit-child';
import { askFor, removeDefault, secureDeclaration, setApiVersion, takeOut } from './edit-declaration';
import { insertItem, insertProperty, removeItem, removeProperty, replaceValue, type Edit } from './edit-object';
import { removeResource, serialise } from './edit-resource';
import { referToVault } from './refer-to-vault';

/**
 * Writes changes into the text of a .bicep or .bicepparam file, in the style of the text around them. Where that text
 * is half typed nothing is written. @param file what the host calls the file.
 */
export function bicepEditing(file: string): Editing {
  const inFile = (edits: readonly Edit[] | undefined): TextEdit[] | undefined => edits?.map((edit) => ({ file, ...edit }));
  return {
    replace: (...args) => inFile(replaceValue(...args)),
    insert: (...args) => inFile(insertProperty(...args)),
    remove: (...args) => inFile(removeProperty(...args)),
    addItem: (...args) => inFile(insertItem(...args)),
    removeItem: (...args) => inFile(removeItem(...args)),
    addChild: (...args) => inFile(addChild(...args)),
    serialise: (...args) => inFile(serialise(...args)),
    removeResource: (...args) => inFile(removeResource(...args)),
    secure: (...args) => inFile(secureDeclaration(...args)),
    removeDefault: (...args) => inFile(removeDefault(...args)),
    askFor: (...args) => inFile(askFor(...args)),
    takeOut: (...args) => inFile(takeOut(...args)),
    referToVault: (...args) => inFile(referToVault(...args)),
    setApiVersion: (...args) => inFile(setApiVersion(...args)),
  };
}
