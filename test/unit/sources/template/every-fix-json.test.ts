import { holdGeneratedFixes } from './generated-fixes';
import { writeJson } from './write-generated';

holdGeneratedFixes('ARM JSON', writeJson);
