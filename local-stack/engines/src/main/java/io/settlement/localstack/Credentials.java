package io.settlement.localstack;

import java.util.Objects;

/**
 * An account of an engine.
 *
 * @param user its name
 * @param password its password; never printed
 */
public record Credentials(String user, String password) {
    public Credentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
