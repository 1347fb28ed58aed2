import { describeFaults } from './fault-matrix';
import { firewallPlans } from './sample-plans';

await describeFaults('firewall', firewallPlans);
