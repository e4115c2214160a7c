export * from './api';
export * from './drift';
export * from './entry';
export * from './health';
export * from './permissions';
export * from './playbook';
export * from './schedule';
export * from './snapshot';
