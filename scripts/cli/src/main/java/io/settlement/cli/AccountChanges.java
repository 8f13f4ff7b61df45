package io.settlement.cli;

import io.settlement.cli.AccountCommand.Step;
import io.settlement.cli.input.Amounts;
import io.settlement.client.CashRequest;
import io.settlement.client.FrozenSide;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changes an account. All but deposits and withdrawals have no key, and are never repeated by themselves. */
final class AccountChanges {

    private AccountChanges() {}

    static void addTo(CommandLine group, Terminal terminal) {
        group.addSubcommand(new Freeze(terminal))
                .addSubcommand(new Unfreeze(terminal))
                .addSubcommand(new Close(terminal))
                .addSubcommand(new CreditLimit(terminal))
                .addSubcommand(new Deposit(terminal))
                .addSubcommand(new Withdraw(terminal));
    }

    @Command(name = "freeze", description = "Stops debits, credits or both. Again: replaces side and reason.")
    static final class Freeze extends Step {

        @Parameters(paramLabel = "ACCOUNT")
        private String account;

        @Option(names = "--side", paramLabel = "DEBIT|CREDIT|BOTH", description = "what is stopped (BOTH)")
        private FrozenSide side = FrozenSide.BOTH;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "shown with the account")
        private String reason;

        Freeze(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            return show(accounts().freeze(account, side, reason));
        }
    }

    @Command(name = "unfreeze", description = "Lets the account move again.")
    static final class Unfreeze extends Step {

        @Parameters(paramLabel = "ACCOUNT")
        private String account;

        @Option(names = "--reason", paramLabel = "TEXT", description = "shown with the account")
        private String reason;

        Unfreeze(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            return show(accounts().unfreeze(account, Optional.ofNullable(reason)));
        }
    }

    @Command(name = "close", description = "Closes an empty account with no transfer in flight, for good.")
    static final class Close extends Step {

        @Parameters(paramLabel = "ACCOUNT")
        private String account;

        Close(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            return show(accounts().close(account));
        }
    }

    @Command(name = "credit-limit", description = "Sets how far an SP account may go below zero.")
    static final class CreditLimit extends Step {

        @Parameters(index = "0", paramLabel = "ACCOUNT")
        private String account;

        @Parameters(index = "1", paramLabel = "AMOUNT")
        private String limit;

        CreditLimit(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            return show(accounts().setCreditLimit(account, Amounts.parse("AMOUNT", limit)));
        }
    }

    /** A deposit or a withdrawal. */
    abstract static class Cash extends Step {

        @Parameters(index = "0", paramLabel = "ACCOUNT")
        private String account;

        @Parameters(index = "1", paramLabel = "AMOUNT")
        private String amount;

        @Parameters(index = "2", paramLabel = "CURRENCY")
        private String currency;

        @Option(names = "--reference", paramLabel = "TEXT", description = "for people")
        private String reference = "";

        @Mixin
        private KeyOption key;

        Cash(Terminal terminal) {
            super(terminal);
        }

        CashRequest request() {
            return new CashRequest(key.key(terminal()), account, Amounts.parse("AMOUNT", amount), currency, reference);
        }
    }

    @Command(name = "deposit", description = "Lets money enter by an account. Needs the scope operate.")
    static final class Deposit extends Cash {

        Deposit(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var accounts = accounts();
            return shown().transfer(accounts.deposit(request()));
        }
    }

    @Command(name = "withdraw", description = "Lets money leave by an account. Needs the scope operate.")
    static final class Withdraw extends Cash {

        Withdraw(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var accounts = accounts();
            return shown().transfer(accounts.withdraw(request()));
        }
    }
}
