package io.settlement.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code stl_<id>_<secret>}. The prefix lets a scanner find keys that were published by
 * mistake; the id is no secret and names the key in lists and logs.
 *
 * @param id 12 hexadecimal digits
 * @param secret 64 hexadecimal digits, 256 random bits
 */
public record KeyText(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("stl_([0-9a-f]{12})_([0-9a-f]{64})");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** @param random must be one that nobody can predict */
    public static KeyText random(RandomGenerator random) {
        return new KeyText(hex(random, ID_BYTES), hex(random, SECRET_BYTES));
    }

    private static String hex(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Empty for what cannot be a key. */
    public static Optional<KeyText> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new KeyText(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** The whole key, to be shown once. */
    public String text() {
        return "stl_" + id + "_" + secret;
    }

    /**
     * What is stored. One SHA-256 and no slow hash: a slow one makes guessing dear where a person chose the secret, and
     * nobody guesses 256 random bits; it would be paid with every request.
     */
    String secretHash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Without the secret, so that a log line never shows it. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
