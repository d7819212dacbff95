import { readEnvironment } from '../src/environment';

export default () => {
  const { secrets, adminRateLimit } = readEnvironment();
  return {
    auth: { secret: secrets.ADMIN_JWT_SECRET },
    apiToken: { salt: secrets.API_TOKEN_SALT },
    transfer: { token: { salt: secrets.TRANSFER_TOKEN_SALT } },
    secrets: { encryptionKey: secrets.ENCRYPTION_KEY },
    autoOpen: false,
    flags: { nps: false, promoteEE: false },
    ai: { enabled: false },
    auditLogs: { enabled: false },
    // Browser tests log in more often than a person does.
    rateLimit: { enabled: adminRateLimit },
  };
};
