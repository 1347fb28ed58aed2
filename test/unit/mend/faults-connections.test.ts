import { describeFaults } from './fault-matrix';
import { connectionPlans } from './sign-in-and-protection';

await describeFaults('TLS and sign-in', connectionPlans);
