import { readEnvironment } from '../src/environment';

export default () => ({
  'users-permissions': {
    config: { jwtSecret: readEnvironment().secrets.JWT_SECRET },
  },
});
