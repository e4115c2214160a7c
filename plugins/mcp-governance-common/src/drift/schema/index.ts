export { compareSchemas } from './compareSchemas';
export { type SchemaDifference } from './SchemaDifference';
export { annotationKeywords } from './SchemaNode';
