package io.settlement.localstack.control;

import io.settlement.access.ApiKeys;
import io.settlement.access.KeyText;
import io.settlement.access.Scope;
import io.settlement.ledger.ActingOwner;
import io.settlement.localstack.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;

/**
 * The key that a stack makes for its own operator: every scope, any owner. Its text is in a file of the data folder that
 * only the folder's owner can read.
 */
record OperatorKey(Path file, ApiKeys keys) {

    private static final String LABEL = "made by scripts/up";

    static OperatorKey of(Stack stack) {
        return new OperatorKey(stack.data().operatorKey(), stack.databases().apiKeys());
    }

    /**
     * Makes the key unless it is there. The file is written first: a crash in between leaves a text that the next start
     * stores, never a key that nobody has. A key that was revoked stays so.
     */
    void prepare() {
        if (!Files.exists(file)) {
            PrivateFile.write(file, KeyText.random(new SecureRandom()).text() + "\n");
        }
        var key = read();
        if (keys.find(key.id()).isEmpty()) {
            keys.store(key, ActingOwner.ANY, EnumSet.allOf(Scope.class), LABEL);
        }
    }

    String text() {
        return read().text();
    }

    private KeyText read() {
        try {
            return KeyText.parse(Files.readString(file).strip())
                    .orElseThrow(() -> new Refused(file + " is damaged: it holds no key. Put it back, or remove it: the"
                            + " next start makes another."));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
