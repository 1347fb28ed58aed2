export { diagnose } from '../postgres/diagnose/diagnose';
export { diagnosisText, summary } from '../postgres/diagnose/report';
export { azureRoots, readRoots } from '../postgres/trusted-roots';
