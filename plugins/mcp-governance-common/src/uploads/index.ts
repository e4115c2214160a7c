export { isUploadedPrincipal, uploadedPrincipal } from './uploadedPrincipal';
export {
  type UploadTokenStatus,
  uploadTokenStatus,
  uploadTokenStatuses,
} from './uploadTokenStatus';
