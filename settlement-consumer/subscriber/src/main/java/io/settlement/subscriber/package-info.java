/**
 * An example subscriber of account events: notifications for holders of SA accounts, settlement notices for holders of SP
 * accounts. It shows what a subscriber has to do, and is meant to be replaced by one's own.
 */
package io.settlement.subscriber;
