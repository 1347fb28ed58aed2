export { readToken } from '../postgres/access-token';
export { diagnose } from '../postgres/diagnose/diagnose';
export { diagnosisText, summary } from '../postgres/diagnose/report';
export { carryOutSteps, shownSteps } from '../postgres/inside/carry-out-steps';
export { createRoleSteps, validateName } from '../postgres/inside/create-role';
export { lookInside } from '../postgres/inside/look-inside';
export { insideText } from '../postgres/inside/report';
export { scramVerifier } from '../postgres/scram';
export { azureRoots, readRoots } from '../postgres/trusted-roots';
