package io.settlement.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells that balances have changed: events of one journal entry that share a tag. What is told has been committed. Each
 * event may come again; per account, events are in the order of their sequence once those already seen are dropped.
 *
 * <p>Body, UTF-8, without white space, members in this order:
 *
 * <pre>{@code
 * {"version":1,"entry":{"shard":2,"entryNo":41},"at":"2026-11-01T08:00:00.123456Z","events":[
 *  {"accountId":"17","accountType":"SA","sequence":7,"kind":"DEBIT","amount":"-12.30","currency":"CNY",
 *   "balanceAfter":"100.00","transferId":"34"}]}
 * }</pre>
 *
 * docs/account-events.md explains each member.
 *
 * @param shard number of the shard
 * @param entryNo number of the journal entry on its shard, from 1 without a gap, in the order of commit
 * @param at when the entry was written, UTC, to the microsecond
 * @param events one to {@link #MAX_EVENTS}, all of one tag, each account's in ascending sequence
 */
public record AccountBalanceChanged(int shard, long entryNo, Instant at, List<AccountEvent> events) {

    /** Keeps the KEYS below 32,767 bytes and the body below 132 KiB. */
    public static final int MAX_EVENTS = 512;

    /** JavaScript reads whole numbers up to here exactly. */
    static final long MAX_NUMBER = (1L << 53) - 1;

    private static final int MAX_SHARD = 31;

    public AccountBalanceChanged {
        at = at.truncatedTo(ChronoUnit.MICROS);
        events = List.copyOf(events);
        require(shard >= 0 && shard <= MAX_SHARD, "shard is outside 0.." + MAX_SHARD);
        require(entryNo > 0 && entryNo <= MAX_NUMBER, "entryNo is out of range");
        require(!events.isEmpty() && events.size() <= MAX_EVENTS, "a message has 1 to " + MAX_EVENTS + " events");
        require(events.stream().map(AccountEvent::tag).distinct().count() == 1, "the events have more than one tag");
        require(isAscending(events), "an account's events are not in ascending sequence");
    }

    /** The message's tag: {@code SA.CREDITED, SA.DEBITED, SP.CREDITED, SP.DEBITED}. */
    public String tag() {
        return events.get(0).tag();
    }

    /** KEYS of the message: its accounts, so that the dashboard finds it by any of them. */
    public String keys() {
        return events.stream()
                .map(event -> Long.toString(event.accountId()))
                .distinct()
                .collect(Collectors.joining(TransfersDebited.KEY_SEPARATOR));
    }

    public byte[] toJson() {
        return AccountEventJson.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws UndecodableMessage for anything but the exact form above; the body is untrusted */
    public static AccountBalanceChanged fromJson(byte[] body) {
        if (body == null || body.length > AccountEventJson.LONGEST_BODY) {
            throw new UndecodableMessage("body is missing or longer than " + AccountEventJson.LONGEST_BODY + " bytes");
        }
        return AccountEventJson.read(new String(body, StandardCharsets.UTF_8));
    }

    private static boolean isAscending(List<AccountEvent> events) {
        Map<Long, Long> latest = new HashMap<>();
        return events.stream().allMatch(event -> {
            var before = latest.put(event.accountId(), event.sequence());
            return before == null || before < event.sequence();
        });
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
