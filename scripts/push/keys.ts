import { generateVAPIDKeys } from 'web-push';

/**
 * Prints a new pair of keys for Web Push, as lines for the environment: `npm run push:keys`. Browsers subscribe to the
 * public one: with another pair all of them must subscribe again.
 */
const { publicKey, privateKey } = generateVAPIDKeys();
console.log(`VAPID_PUBLIC_KEY=${publicKey}`);
console.log(`VAPID_PRIVATE_KEY=${privateKey}`);
