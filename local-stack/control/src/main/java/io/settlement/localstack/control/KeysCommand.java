package io.settlement.localstack.control;

import io.settlement.access.ApiKey;
import io.settlement.access.ApiKeys;
import io.settlement.access.KeyText;
import io.settlement.access.Scope;
import io.settlement.ledger.ActingOwner;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys of the HTTP door: a group of three commands. */
@Command(
        name = "keys",
        description = "Makes, lists and revokes the keys of the HTTP door.",
        footer = "scripts/keys create --help and so on explain each.")
final class KeysCommand implements Callable<Integer> {

    private KeysCommand() {}

    static CommandLine commandLine(PrintStream out) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new Create(out))
                .addSubcommand(new Listing(out))
                .addSubcommand(new Revoke(out));
    }

    @Override
    public Integer call() {
        throw new Refused("say which: create, list or revoke; --help explains them.");
    }

    /** Only its hash is kept. */
    @Command(name = "create", description = "Makes a key and prints it, once. It works at once.")
    static final class Create implements Callable<Integer> {

        @Mixin
        private KeyDatabase database;

        @ArgGroup(multiplicity = "1")
        private Whose whose;

        @Option(
                names = "--scopes",
                paramLabel = "A,B",
                required = true,
                description = "of accounts:write, transfers:write, read, operate")
        private String scopes;

        @Option(names = "--label", paramLabel = "TEXT", description = "who holds it, for people")
        private String label = "";

        private final PrintStream out;

        Create(PrintStream out) {
            this.out = out;
        }

        /** Said, never left out: a key without an owner reaches every account. */
        private static final class Whose {
            @Option(
                    names = "--owner",
                    paramLabel = "OWNER",
                    required = true,
                    description = "it reaches this owner's accounts")
            private String owner;

            @Option(names = "--any-owner", required = true, description = "it reaches all accounts: the operator's")
            private boolean any;
        }

        @Override
        public Integer call() {
            var key = KeyText.random(new SecureRandom());
            var owner = whose.any ? ActingOwner.ANY : ActingOwner.of(whose.owner);
            database.ask(keys -> {
                keys.store(key, owner, Scope.setOf(scopes), label);
                return key;
            });
            out.println(key.text());
            return ExitCode.DONE;
        }
    }

    /** Without secrets, which nobody but their holders has. */
    @Command(name = "list", description = "Shows all keys that were ever made, oldest first.")
    static final class Listing implements Callable<Integer> {

        private static final String ROW = "%-12s  %-20s  %-19s  %-19s  %-41s  %s";
        private static final DateTimeFormatter SECONDS =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

        @Mixin
        private KeyDatabase database;

        private final PrintStream out;

        Listing(PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            var keys = database.ask(ApiKeys::all);
            out.println(ROW.formatted("id", "owner", "created (UTC)", "revoked (UTC)", "scopes", "label"));
            keys.forEach(key -> out.println(row(key).stripTrailing()));
            return ExitCode.DONE;
        }

        private static String row(ApiKey key) {
            return ROW.formatted(
                    key.id(),
                    key.owner().owner().orElse("(any)"),
                    time(key.createdAt()),
                    key.revokedAt().map(Listing::time).orElse("-"),
                    Scope.words(key.scopes()),
                    key.label());
        }

        private static String time(Instant instant) {
            return SECONDS.format(instant);
        }
    }

    /** For good: there is no way back. */
    @Command(name = "revoke", description = "Ends a key for good. Producers refuse it within 10 s.")
    static final class Revoke implements Callable<Integer> {

        @Mixin
        private KeyDatabase database;

        @Parameters(paramLabel = "ID", description = "the 12 digits after stl_")
        private String id;

        private final PrintStream out;

        Revoke(PrintStream out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            // Not repeated to the reader: it may be a whole key.
            if (!database.ask(keys -> keys.revoke(id))) {
                throw new Refused("no key with this id is live; scripts/keys list shows their ids.");
            }
            out.println("Key " + id + " is revoked; producers refuse it within 10 s.");
            return ExitCode.DONE;
        }
    }
}
