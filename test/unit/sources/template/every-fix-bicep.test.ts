import { holdGeneratedFixes } from './generated-fixes';
import { writeBicep } from './write-generated';

holdGeneratedFixes('Bicep', writeBicep);
