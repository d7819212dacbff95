import { readBodies } from '../http/bodies';

/** Right in front of `strapi::body`. */
export default readBodies;
