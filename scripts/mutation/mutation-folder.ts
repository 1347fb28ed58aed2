import { testOutput } from '../repository';
import { join } from 'node:path';

/** Where mutation testing keeps its packages, its bundles and its reports; ignored by git. */
export const mutationFolder = join(testOutput, 'mutation');
