package io.settlement.cli;

import io.settlement.cli.input.Amounts;
import io.settlement.cli.input.Refused;
import io.settlement.client.Account;
import io.settlement.client.AccountOpening;
import io.settlement.client.Accounts;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts: a group of commands. */
@Command(
        name = "account",
        description = "Opens, shows, lists and changes accounts.",
        footer = "scripts/settlement account open --help and so on explain each.")
final class AccountCommand implements Callable<Integer> {

    private AccountCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        var group = new CommandLine(new AccountCommand())
                .addSubcommand(new Open(terminal))
                .addSubcommand(new Get(terminal))
                .addSubcommand(new Listing(terminal));
        AccountChanges.addTo(group, terminal);
        return group;
    }

    @Override
    public Integer call() {
        throw new Refused("say which: open, get, list, freeze, unfreeze, close, credit-limit, deposit or withdraw;"
                + " --help explains them.");
    }

    /** What every command of the group has. */
    abstract static class Step extends DoorCommand {

        Step(Terminal terminal) {
            super(terminal);
        }

        Accounts accounts() {
            return client().accounts();
        }

        int show(Account account) {
            shown().account(account);
            return ExitCode.DONE;
        }
    }

    @Command(name = "open", description = "Opens an account.")
    static final class Open extends Step {

        @Option(names = "--owner", paramLabel = "OWNER", required = true, description = "whose it is, for ever")
        private String owner;

        @Option(names = "--type", paramLabel = "SA|SP", description = "ordinary, or with a credit limit (SA)")
        private String type = "SA";

        @Option(names = "--currency", paramLabel = "CODE", required = true, description = "ISO 4217, such as CNY")
        private String currency;

        @Option(names = "--number", paramLabel = "TEXT", description = "the owner's own number for it")
        private String number;

        @Option(names = "--credit-limit", paramLabel = "AMOUNT", description = "for SP; needs the scope operate")
        private String creditLimit;

        @Mixin
        private KeyOption key;

        Open(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var limit = Optional.ofNullable(creditLimit).map(text -> Amounts.parse("--credit-limit", text));
            var accounts = accounts();
            return show(accounts.open(new AccountOpening(
                    key.key(terminal()), owner, type, currency, Optional.ofNullable(number), limit)));
        }
    }

    @Command(name = "get", description = "Shows an account.")
    static final class Get extends Step {

        @Parameters(paramLabel = "ACCOUNT")
        private String account;

        Get(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            return show(accounts().get(account));
        }
    }

    @Command(name = "list", description = "Lists accounts by owner, by number, or by both.")
    static final class Listing extends Step {

        @Option(names = "--owner", paramLabel = "OWNER")
        private String owner;

        @Option(names = "--number", paramLabel = "TEXT", description = "the owner's own number for it")
        private String number;

        @Mixin
        private LimitOption limit;

        Listing(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            if (owner == null && number == null) {
                throw new Refused("give --owner, --number or both.");
            }
            var found = accounts().list(Optional.ofNullable(owner), Optional.ofNullable(number));
            shown().accounts(limit.of(found, terminal()));
            return ExitCode.DONE;
        }
    }
}
