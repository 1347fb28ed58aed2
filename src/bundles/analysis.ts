export { check } from '../engine/check';
export { layers } from '../layers/catalog';
export { openProgram } from '../sources/template/open-program';
export { ruleAddress } from '../outputs/rule-address';
