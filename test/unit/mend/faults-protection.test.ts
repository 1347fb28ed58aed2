import { describeFaults } from './fault-matrix';
import { protectionPlans } from './sign-in-and-protection';

await describeFaults('encryption, threat protection and logs', protectionPlans);
