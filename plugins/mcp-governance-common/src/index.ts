export * from './entry';
export * from './snapshot';
export * from './drift';
