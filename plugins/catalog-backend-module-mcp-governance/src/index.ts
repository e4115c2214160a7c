export { catalogModuleMcpGovernance as default } from './module';
