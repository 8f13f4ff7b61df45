/** The only RocketMQ code of the command: it reads account events as they are stored and leaves no trace. */
package io.settlement.cli.messaging;
