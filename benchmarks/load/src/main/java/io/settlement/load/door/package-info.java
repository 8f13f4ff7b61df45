/**
 * Speaks to the producers' HTTP door as a careful client would: bounded connections, the same key until the answer is
 * definite, and back-off when told that it is too much. 429 means nothing was done, 503 and a broken connection mean
 * that nobody knows; both are answered by the same repetition, because a key makes repeating safe.
 */
package io.settlement.load.door;
