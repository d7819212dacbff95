import { createPageRefresh } from '../page/refresh';

/** What readers get; see `page/refresh`. */
export default () => createPageRefresh();
