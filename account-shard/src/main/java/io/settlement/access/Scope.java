package io.settlement.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may be used for. A scope says what, the key's owner says on whose accounts. */
public enum Scope {
    /** Open and close accounts. */
    ACCOUNTS_WRITE("accounts:write"),
    /** Make transfers. */
    TRANSFERS_WRITE("transfers:write"),
    /** Look at accounts and transfers. */
    READ("read"),
    /** The bank's own acts: deposits, freezes, credit limits. */
    OPERATE("operate");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** As it is stored, typed and shown. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException naming the words there are */
    public static Scope of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is not a scope; there are " + words(EnumSet.allOf(Scope.class))));
    }

    /** @param words separated by commas, at least one */
    public static Set<Scope> setOf(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(String::strip)
                .map(Scope::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    public static String words(Set<Scope> scopes) {
        return Arrays.stream(values()).filter(scopes::contains).map(Scope::word).collect(Collectors.joining(","));
    }
}
