import { createContractHandlers } from '../handlers';

export default () => createContractHandlers();
