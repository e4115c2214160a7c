export { mcpGovernancePlugin as default } from './plugin';
