import { describeFaults } from './fault-matrix';
import { networkPlans } from './sample-plans';

await describeFaults('networks and private endpoints', networkPlans);
