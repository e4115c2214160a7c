import { Change } from './Change';
import { changeRules } from './rules';

/**
 * Whether a change needs approval: security, breaking and what could not be
 * decided, and what widens the reach of the server whatever its verdict: a new
 * tool, scope or downstream system.
 */
export function isMaterial({ kind, verdict }: Change): boolean {
  return (
    verdict === 'security' ||
    verdict === 'breaking' ||
    verdict === 'unknown' ||
    changeRules[kind].isMaterial === true
  );
}
