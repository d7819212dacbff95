import { createPageRefresh } from '../page/refresh';

/** The one instance that acts go through and that other parts subscribe to. */
export default () => createPageRefresh();
