import { documented } from './documented-parameters';
import { wordList } from './parameter';

/** The extensions that may be created on a Flexible Server. */
export const allowedExtensions = documented('azure.extensions', wordList);
