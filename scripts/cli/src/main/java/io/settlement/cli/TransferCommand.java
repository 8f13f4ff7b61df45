package io.settlement.cli;

import io.settlement.cli.input.Amounts;
import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Times;
import io.settlement.client.IdempotencyKey;
import io.settlement.client.TransferQuery;
import io.settlement.client.TransferQuery.Direction;
import io.settlement.client.TransferRequest;
import io.settlement.client.TransferStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Transfers: a group of commands. */
@Command(
        name = "transfer",
        description = "Sends, shows, finds and lists transfers.",
        footer = "scripts/settlement transfer send --help and so on explain each.")
final class TransferCommand implements Callable<Integer> {

    private TransferCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TransferCommand())
                .addSubcommand(new Send(terminal))
                .addSubcommand(new Get(terminal))
                .addSubcommand(new ByKey(terminal))
                .addSubcommand(new Listing(terminal))
                .addSubcommand(new BulkCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new Refused("say which: send, get, by-key, list or bulk; --help explains them.");
    }

    @Command(name = "send", description = "Sends a transfer.")
    static final class Send extends DoorCommand {

        @Option(names = "--from", paramLabel = "ACCOUNT", required = true, description = "who pays")
        private String from;

        @Option(names = "--to", paramLabel = "ACCOUNT", required = true, description = "who is paid")
        private String to;

        @Option(names = "--amount", paramLabel = "AMOUNT", required = true, description = "such as 12.30")
        private String amount;

        @Option(names = "--currency", paramLabel = "CODE", required = true, description = "of both accounts")
        private String currency;

        @Option(names = "--reference", paramLabel = "TEXT", description = "for people")
        private String reference = "";

        @Option(
                names = "--wait",
                paramLabel = "TIME",
                description = "1s to 30s: answer once it has ended, or after this long as it is then")
        private String wait;

        @Mixin
        private KeyOption key;

        Send(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var money = Amounts.parse("--amount", amount);
            var patience = Optional.ofNullable(wait).map(Send::patience);
            var transfers = client().transfers();
            var request = new TransferRequest(key.key(terminal()), from, to, money, currency, reference);
            return shown().transfer(patience.map(time -> transfers.send(request, time))
                    .orElseGet(() -> transfers.send(request)));
        }

        private static Duration patience(String text) {
            var time = Times.duration("--wait", text);
            if (time.toSeconds() < 1 || time.compareTo(Duration.ofSeconds(30)) > 0) {
                throw new Refused("--wait must be from 1s to 30s, not " + text + ".");
            }
            return time;
        }
    }

    @Command(name = "get", description = "Shows a transfer with its steps.")
    static final class Get extends DoorCommand {

        @Parameters(paramLabel = "TRANSFER")
        private String transfer;

        Get(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            shown().transfer(client().transfers().get(transfer));
            return ExitCode.DONE;
        }
    }

    @Command(name = "by-key", description = "Shows what was sent under a key, for whoever got no answer.")
    static final class ByKey extends DoorCommand {

        @Parameters(index = "0", paramLabel = "ACCOUNT", description = "the payer; of a deposit the payee")
        private String account;

        @Parameters(index = "1", paramLabel = "KEY")
        private String key;

        ByKey(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var found = client().transfers().byKey(account, keyOf(key));
            if (found.isEmpty()) {
                terminal()
                        .err()
                        .println("settlement transfer by-key: no transfer stands under this key yet, which promises"
                                + " nothing while its request may still run; repeat that with the same key to learn");
                return ExitCode.REFUSED;
            }
            shown().transfer(found.get());
            return ExitCode.DONE;
        }

        private static IdempotencyKey keyOf(String text) {
            try {
                return IdempotencyKey.of(text);
            } catch (IllegalArgumentException wrong) {
                throw new Refused("KEY '" + text + "' is none: " + wrong.getMessage() + ".", wrong);
            }
        }
    }

    @Command(name = "list", description = "Lists transfers of an account, newest first.")
    static final class Listing extends DoorCommand {

        @Parameters(paramLabel = "ACCOUNT")
        private String account;

        @Option(names = "--incoming", description = "what transfers of others have credited it, not what it sent")
        private boolean incoming;

        @Option(names = "--status", paramLabel = "STATUS", description = "DEBITED, SETTLED, REJECTED or REVERSED")
        private TransferStatus status;

        @Option(names = "--reference", paramLabel = "TEXT", description = "exactly this one")
        private String reference;

        @Option(names = "--since", paramLabel = "TIME", description = "from then on, as 2026-11-25T08:00:00Z or 2h ago")
        private String since;

        @Option(names = "--until", paramLabel = "TIME", description = "before then")
        private String until;

        @Mixin
        private LimitOption limit;

        Listing(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            var query = new TransferQuery(
                    account,
                    incoming ? Direction.INCOMING : Direction.OUTGOING,
                    Optional.ofNullable(status),
                    Optional.ofNullable(reference),
                    Times.given("--since", since),
                    Times.given("--until", until));
            shown().transfers(limit.of(client().transfers().list(query), terminal()));
            return ExitCode.DONE;
        }
    }
}
