import type { TextEdit } from '../program';
import type { Editing } from '../template/template';
import { insertProperty, removeProperty, replaceValue, type Edit } from './edit-object';
import { addChild, removeResource, secureDeclaration } from './edit-resource';

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
    addChild: (...args) => inFile(addChild(...args)),
    removeResource: (...args) => inFile(removeResource(...args)),
    secure: (...args) => inFile(secureDeclaration(...args)),
  };
}
