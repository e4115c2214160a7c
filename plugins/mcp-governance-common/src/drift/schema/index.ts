export { compareSchemas } from './compareSchemas';
export { type SchemaDifference } from './SchemaDifference';
