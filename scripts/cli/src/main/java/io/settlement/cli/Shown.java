package io.settlement.cli;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.client.Account;
import io.settlement.client.Statement;
import io.settlement.client.Transfer;
import io.settlement.client.TransferStatus;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** How results look: tables for people, one JSON object a line for programs. */
record Shown(PrintStream out, boolean asJson) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .changeDefaultPropertyInclusion(was -> was.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .withConfigOverride(
                    BigDecimal.class, type -> type.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NONE = "-";

    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    void json(Object value) {
        out.println(JSON.writeValueAsString(value));
    }

    void account(Account account) {
        if (asJson) {
            json(account);
        } else {
            accounts(List.of(account));
            account.statusReason().ifPresent(reason -> out.println("reason: " + oneLine(reason)));
        }
    }

    void accounts(List<Account> accounts) {
        if (asJson) {
            accounts.forEach(this::json);
            return;
        }
        var table = new Table(
                Set.of(5, 6, 7),
                "account",
                "owner",
                "number",
                "type",
                "status",
                "balance",
                "available",
                "limit",
                "currency",
                "opened (UTC)");
        accounts.forEach(account -> table.add(
                account.accountId(),
                account.owner(),
                account.externalNumber().orElse(NONE),
                account.type(),
                account.status(),
                account.balance().toPlainString(),
                account.available().toPlainString(),
                account.creditLimit().toPlainString(),
                account.currency(),
                time(account.openedAt())));
        table.print(out);
    }

    /** @return the exit code that its status has */
    int transfer(Transfer transfer) {
        if (asJson) {
            json(transfer);
        } else {
            transfers(List.of(transfer));
            steps(transfer);
        }
        boolean refused = transfer.status() == TransferStatus.REJECTED || transfer.status() == TransferStatus.REVERSED;
        return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }

    void transfers(List<Transfer> transfers) {
        if (asJson) {
            transfers.forEach(this::json);
            return;
        }
        var table = new Table(
                Set.of(3), "transfer", "from", "to", "amount", "currency", "status", "reason", "key", "reference");
        transfers.forEach(transfer -> table.add(
                transfer.transferId(),
                transfer.sourceAccountId(),
                transfer.destinationAccountId(),
                transfer.amount().toPlainString(),
                transfer.currency(),
                transfer.status(),
                transfer.reason().orElse(NONE),
                transfer.idempotencyKey().orElse(NONE),
                transfer.reference()));
        table.print(out);
    }

    private void steps(Transfer transfer) {
        if (transfer.steps().isEmpty()) {
            return;
        }
        out.println();
        var table = new Table(Set.of(2), "step", "at (UTC)", "shard", "detail");
        transfer.steps()
                .forEach(step -> table.add(
                        step.step(),
                        time(step.at()),
                        step.shard(),
                        step.detail().orElse("")));
        table.print(out);
        transfer.unreadShard()
                .ifPresent(shard -> out.println(
                        "shard " + shard + " does not answer: what the payee's side did is not shown; ask again"));
    }

    void statement(Statement statement) {
        if (asJson) {
            json(statement);
            return;
        }
        out.println("account " + statement.accountId() + ", " + statement.currency() + ", opening balance "
                + statement.opening().balance().toPlainString() + " after line "
                + statement.opening().sequence());
        var table = new Table(Set.of(0, 3, 4), "line", "at (UTC)", "kind", "amount", "balance", "transfer");
        statement
                .lines()
                .forEach(line -> table.add(
                        line.sequence(),
                        time(line.at()),
                        line.kind(),
                        line.amount().toPlainString(),
                        line.balanceAfter().toPlainString(),
                        line.transferId()));
        table.print(out);
        out.println("closing balance " + statement.closing().balance().toPlainString() + " after line "
                + statement.closing().sequence());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
