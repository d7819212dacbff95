import { readEnvironment } from '../src/environment';
import { previewOrigins } from '../src/http/headers';
import { previewAddress } from '../src/preview-address';

export default () => {
  const { role, secrets, adminRateLimit, publicUrl, previewUrl } = readEnvironment();
  return {
    auth: { secret: secrets.ADMIN_JWT_SECRET },
    apiToken: { salt: secrets.API_TOKEN_SALT },
    transfer: { token: { salt: secrets.TRANSFER_TOKEN_SALT } },
    secrets: { encryptionKey: secrets.ENCRYPTION_KEY },
    autoOpen: false,
    serveAdminPanel: role !== 'worker',
    flags: { nps: false, promoteEE: false },
    ai: { enabled: false },
    auditLogs: { enabled: false },
    // Browser tests log in more often than a person does.
    rateLimit: { enabled: adminRateLimit },
    preview: {
      enabled: true,
      config: {
        allowedOrigins: previewOrigins(previewUrl),
        handler: previewAddress({ secret: secrets.ADMIN_JWT_SECRET, publicUrl, previewUrl }),
      },
    },
  };
};
