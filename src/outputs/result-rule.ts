import type { SuppressionRuleId } from '../engine/suppression-rules';
import type { LayerId } from '../model/layer-id';
import type { RuleId } from '../model/rule';

/** The rules that results name: those of the layers, and those on suppressions themselves. */
export type ResultRuleId = RuleId | SuppressionRuleId;

/** What a rule belongs to. */
export type ResultLayer = LayerId | 'suppression';
