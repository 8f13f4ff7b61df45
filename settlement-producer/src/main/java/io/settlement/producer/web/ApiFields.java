package io.settlement.producer.web;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.TransferStep;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What each field and parameter of the API means and what bounds it: one word, one meaning, described once wherever it
 * stands. Where a word means something else in one schema it is listed as {@code Schema.field}.
 */
final class ApiFields {

    static final String ID = "[1-9][0-9]{0,18}";
    static final String AMOUNT = "(0|[1-9][0-9]*)(\\.[0-9]+)?";

    /** Fields that may be left out of requests, and that may be absent from answers. All others are always there. */
    private static final Set<String> OPTIONAL = Set.of(
            "OpenRequest.creditLimit",
            "OpenRequest.externalNumber",
            "UnfreezeRequest.reason",
            "Account.externalNumber",
            "Account.statusReason",
            "AccountList.nextCursor",
            "Statement.nextCursor",
            "TransferRequest.reference",
            "CashRequest.reference",
            "BulkItem.reference",
            "BulkResult.idempotencyKey",
            "BulkResult.transfer",
            "BulkResult.problem",
            "ListedTransfer.idempotencyKey",
            "TransferList.nextCursor",
            "TransferDetails.unreadShard",
            "TransferStep.detail");

    private static final Map<String, Field> FIELDS = new TreeMap<>();

    static {
        text("accountId", "The account. Decimal digits; never parsed by a client.", matching(ID));
        text("owner", "Whose account it is.", length(1, 64));
        text("type", "SA: ordinary, never below zero. SP: special, may have a credit limit.", of("SA", "SP"));
        text("currency", "ISO 4217 code.", matching("[A-Z]{3}"));
        text(
                "externalNumber",
                "The owner's own number for it, a label and no identity; absent where none was given.",
                matching("[!-~]{1,64}"));
        text("creditLimit", "How far below zero an SP account may go.", matching(AMOUNT));
        text("held", "Reserved by holds.", matching(AMOUNT));
        text(
                "statusReason",
                "Why it was frozen, or unfrozen, last; absent where nobody said, and once closed.",
                length(1, 140));
        text("openedAt", "When it was opened, UTC.", dateTime());
        text("FreezeRequest.reason", "Why, for whoever looks at the account.", length(1, 140));
        text("UnfreezeRequest.reason", "Why, for whoever looks at the account.", length(1, 140));
        text("balance", "What stands on the account.", matching("-?" + AMOUNT));
        text("available", "What can be debited: balance, less holds, plus credit limit.", matching("-?" + AMOUNT));
        text(
                "Account.status",
                "CLOSING takes neither debits nor credits.",
                of("OPEN", "FROZEN_DEBIT", "FROZEN_CREDIT", "FROZEN", "CLOSING", "CLOSED"));
        text("side", "What is stopped.", of("DEBIT", "CREDIT", "BOTH"));

        text("transferId", "Names the transfer for ever. Sortable by time of acceptance.", matching(ID));
        text("sourceAccountId", "The payer; for a deposit an internal account.", matching(ID));
        text("destinationAccountId", "The payee; for a withdrawal an internal account.", matching(ID));
        text(
                "amount",
                "Decimal string, no more decimals than the currency has, at most 10^15 minor units.",
                matching(AMOUNT));
        text(
                "reference",
                "Free text of the caller, compared exactly in look-ups; empty where none was given.",
                length(0, 140));
        text(
                "status",
                "DEBITED is the only state that is not final. See docs/transfer-states.md.",
                of(TransferStatus.values()));
        text(
                "reason",
                "Why it was REJECTED or REVERSED; null otherwise.",
                of(RejectionReason.values()).andThen(nullable()));
        text("kind", "Deposits and withdrawals touch one shard and settle at once.", of(TransferKind.values()));
        text(
                "idempotencyKey",
                "The caller's name for the instruction, unique per payer: 1 to 64 visible ASCII characters.",
                matching("[!-~]{1,64}"));
        text(
                "Idempotency-Key",
                "Names the instruction for ever, together with the account (for an opening: the owner).",
                matching("[!-~]{1,64}"));
        text(
                "Prefer",
                "wait=N: hold the answer back until the transfer has ended, 1 to 30 seconds. More counts as 30; what"
                        + " cannot be read is passed over (RFC 7240).",
                schema -> {});
        structure("steps", "What has happened so far, in the order of cause and effect.");
        text("step", "What happened.", of(TransferStep.Kind.values()));
        text(
                "TransferStep.at",
                "UTC, by the clock of the process that wrote the step; clocks of machines may differ.",
                dateTime());
        text("at", "The instant: what was recorded at it or before counts. ISO 8601 with an offset.", dateTime());
        number("shard", "The number of the shard on which it happened.");
        text("detail", "The reason of a refusal; CREDIT or FINISH where parked.", schema -> {});
        number(
                "unreadShard",
                "The payee's shard, present where it could not be asked: whether and when it decided is not told"
                        + " then. Ask again.");

        structure("transfers", "1 to 1,000 transfers, each with its own key.");
        structure("results", "One result per item, in the order sent.");
        number("code", "The HTTP status that a request of its own would have been answered with.");
        structure("transfer", "The transfer, where the item was decided.");
        structure("problem", "The problem document otherwise.");

        text(
                "direction",
                "From which side the account is looked at. OUTGOING if left out.",
                of(TransferQuery.Direction.values()));
        text("since", "The first time included. ISO 8601 with an offset.", dateTime());
        text("until", "The first time not included any more. ISO 8601 with an offset.", dateTime());
        structure("items", "What this page lists, in the order of the list.");
        text("nextCursor", "Where the list goes on. Absent at its end.", schema -> {});
        text("cursor", "The nextCursor of the page before, with the same filters.", schema -> {});
        number("limit", "How many a page may have: 1 to 200, of a statement's lines to 500; 50 if left out.");

        structure("opening", "Before the first line of what was asked for.");
        structure("closing", "After the last line of what was asked for.");
        structure("lines", "In the order in which they were posted.");
        number("sequence", "The number of a line in its account, from 1 without a gap; 0 is before the first.");
        text("StatementLine.kind", "What was posted.", of("DEBIT", "CREDIT", "DEPOSIT", "REVERSAL"));
        text("StatementLine.amount", "Signed, credits positive.", matching("-?" + AMOUNT));
        text(
                "StatementLine.at",
                "The time of its journal entry, UTC; never before that of the line before.",
                dateTime());
        text("balanceAfter", "The balance once the line was posted.", matching("-?" + AMOUNT));
        text("from", "The number of the first line; 1 if left out. Not together with since or until.", matching(ID));
        OperateFields.describe();
    }

    private ApiFields() {}

    /** What is known of a field. A structure keeps the schema that its type has. */
    private record Field(String description, Consumer<Schema<?>> bounds) {}

    static void text(String name, String description, Consumer<Schema<?>> bounds) {
        FIELDS.put(name, new Field(description, typed("string").andThen(bounds)));
    }

    static void number(String name, String description) {
        FIELDS.put(name, new Field(description, typed("integer")));
    }

    static void flag(String name, String description) {
        FIELDS.put(name, new Field(description, typed("boolean")));
    }

    static void decimal(String name, String description) {
        FIELDS.put(name, new Field(description, typed("number")));
    }

    static void structure(String name, String description) {
        FIELDS.put(name, new Field(description, schema -> {}));
    }

    private static Consumer<Schema<?>> typed(String type) {
        return schema -> schema.setTypes(new LinkedHashSet<>(List.of(type)));
    }

    /** Null is a type and, beside an enumeration, one of its values. */
    private static Consumer<Schema<?>> nullable() {
        return schema -> {
            schema.addType("null");
            schema.addEnumItemObject(null);
        };
    }

    static Consumer<Schema<?>> matching(String pattern) {
        return schema -> schema.setPattern("^" + pattern + "$");
    }

    private static Consumer<Schema<?>> length(int least, int most) {
        return schema -> schema.minLength(least).maxLength(most);
    }

    static Consumer<Schema<?>> dateTime() {
        return schema -> schema.setFormat("date-time");
    }

    static Consumer<Schema<?>> of(Enum<?>... values) {
        return of(Arrays.stream(values).map(Enum::name).toArray(String[]::new));
    }

    @SuppressWarnings("unchecked")
    static Consumer<Schema<?>> of(String... values) {
        return schema -> ((Schema<Object>) schema).setEnum(new ArrayList<>(List.of((Object[]) values)));
    }

    /** Says of a field what is known of it; nothing of one that is not listed, which a test finds. */
    static void describe(String schemaName, String fieldName, Schema<?> schema) {
        find(schemaName, fieldName).ifPresent(field -> {
            schema.setDescription(field.description());
            field.bounds().accept(schema);
        });
    }

    static Optional<String> description(String fieldName) {
        return find("", fieldName).map(Field::description);
    }

    static boolean isOptional(String schemaName, String fieldName) {
        var name = schemaName + "." + fieldName;
        return OPTIONAL.contains(name) || OperateFields.OPTIONAL.contains(name);
    }

    private static Optional<Field> find(String schemaName, String fieldName) {
        return Optional.ofNullable(FIELDS.getOrDefault(schemaName + "." + fieldName, FIELDS.get(fieldName)));
    }
}
