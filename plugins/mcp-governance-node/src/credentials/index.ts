export { Credentials, type HostCredential } from './Credentials';
