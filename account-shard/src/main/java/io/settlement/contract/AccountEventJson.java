package io.settlement.contract;

import io.settlement.contract.AccountEvent.AccountType;
import io.settlement.contract.AccountEvent.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The text of {@link AccountBalanceChanged}: one form, written and read by the JDK alone. */
final class AccountEventJson {

    private static final int LONGEST_HEAD = 128;
    private static final int LONGEST_EVENT = 256;
    static final int LONGEST_BODY = LONGEST_HEAD + AccountBalanceChanged.MAX_EVENTS * LONGEST_EVENT;

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String ID = "([1-9][0-9]{0,18})";
    private static final String NUMBER = "([1-9][0-9]{0,15})";
    private static final String DECIMAL = "(-?(?:0|[1-9][0-9]{0,18})(?:\\.[0-9]{1,4})?)";

    private static final Pattern HEAD =
            Pattern.compile("\\{\"version\":1,\"entry\":\\{\"shard\":(0|[1-9][0-9]?)," + "\"entryNo\":" + NUMBER
                    + "},\"at\":\"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z)\",\"events\":\\[");

    private static final Pattern EVENT = Pattern.compile("\\{\"accountId\":\"" + ID + "\",\"accountType\":\"(SA|SP)\","
            + "\"sequence\":" + NUMBER + ",\"kind\":\"([A-Z]{5,10})\",\"amount\":\"" + DECIMAL
            + "\",\"currency\":\"([A-Z]{3})\",\"balanceAfter\":\"" + DECIMAL + "\",\"transferId\":\"" + ID + "\"}");

    private AccountEventJson() {}

    static String write(AccountBalanceChanged message) {
        var json = new StringBuilder(LONGEST_HEAD + message.events().size() * LONGEST_EVENT)
                .append("{\"version\":1,\"entry\":{\"shard\":")
                .append(message.shard())
                .append(",\"entryNo\":")
                .append(message.entryNo())
                .append("},\"at\":\"")
                .append(MICROS.format(message.at()))
                .append("\",\"events\":");
        char before = '[';
        for (var event : message.events()) {
            json.append(before);
            write(json, event);
            before = ',';
        }
        return json.append("]}").toString();
    }

    private static void write(StringBuilder json, AccountEvent event) {
        json.append("{\"accountId\":\"")
                .append(event.accountId())
                .append("\",\"accountType\":\"")
                .append(event.accountType())
                .append("\",\"sequence\":")
                .append(event.sequence())
                .append(",\"kind\":\"")
                .append(event.kind())
                .append("\",\"amount\":\"")
                .append(event.amount().toPlainString())
                .append("\",\"currency\":\"")
                .append(event.currency())
                .append("\",\"balanceAfter\":\"")
                .append(event.balanceAfter().toPlainString())
                .append("\",\"transferId\":\"")
                .append(event.transferId())
                .append("\"}");
    }

    static AccountBalanceChanged read(String body) {
        var head = HEAD.matcher(body);
        if (!head.lookingAt()) {
            throw new UndecodableMessage("body is not an account-balance-changed message of version 1");
        }
        try {
            return new AccountBalanceChanged(
                    Integer.parseInt(head.group(1)),
                    Long.parseLong(head.group(2)),
                    Instant.from(MICROS.parse(head.group(3))),
                    events(body, head.end()));
        } catch (UndecodableMessage already) {
            throw already;
        } catch (IllegalArgumentException | DateTimeException outOfRange) {
            throw new UndecodableMessage("body has a value that is out of range: " + outOfRange.getMessage());
        }
    }

    private static List<AccountEvent> events(String body, int from) {
        List<AccountEvent> events = new ArrayList<>();
        var event = EVENT.matcher(body);
        int at = from;
        do {
            if (!event.region(at, body.length()).lookingAt()) {
                throw new UndecodableMessage("event " + (events.size() + 1) + " of the body cannot be read");
            }
            events.add(new AccountEvent(
                    Long.parseLong(event.group(1)),
                    AccountType.valueOf(event.group(2)),
                    Long.parseLong(event.group(3)),
                    Kind.valueOf(event.group(4)),
                    new BigDecimal(event.group(5)),
                    event.group(6),
                    new BigDecimal(event.group(7)),
                    Long.parseLong(event.group(8))));
            at = event.end() + 1;
        } while (at <= body.length() && body.charAt(at - 1) == ',');
        if (!body.substring(at - 1).equals("]}")) {
            throw new UndecodableMessage("body does not end after its events");
        }
        return events;
    }
}
