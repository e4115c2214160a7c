export { createSweeper } from './createSweeper';
export { saveEntities } from './saveEntities';
