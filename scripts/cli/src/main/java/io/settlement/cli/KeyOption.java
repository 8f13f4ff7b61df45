package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.client.IdempotencyKey;
import picocli.CommandLine.Option;

/** The idempotency key of what moves money or opens an account. */
final class KeyOption {

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "idempotency key, 1 to 64 visible ASCII characters; repeating a command with the same key does"
                            + " nothing twice (a new one, shown before anything is sent)")
    private String key;

    /** A new key is shown first, so that it is known whatever happens next. */
    IdempotencyKey key(Terminal terminal) {
        if (key == null) {
            var fresh = IdempotencyKey.random();
            terminal.err().println("idempotency key " + fresh + "; should no answer come, repeat with --key " + fresh);
            return fresh;
        }
        try {
            return IdempotencyKey.of(key);
        } catch (IllegalArgumentException wrong) {
            throw new Refused("--key '" + key + "' is none: " + wrong.getMessage() + ".", wrong);
        }
    }
}
