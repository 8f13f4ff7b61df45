package io.settlement.drill.check;

import io.settlement.drill.history.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands in the tables of all shards once everything has come to rest. Rows that should not be possible are held as
 * they are: two transfers of one id, two lines of one number.
 */
public final class Facts {

    private final Map<Long, AccountFact> accounts = new TreeMap<>();
    private final Map<Long, List<TransferFact>> transfers = new TreeMap<>();
    private final Map<Key, TransferFact> byKey = new HashMap<>();
    private final Map<Long, List<LegFact>> legs = new HashMap<>();
    private final Map<Long, List<Line>> lines = new TreeMap<>();

    record AccountFact(long id, String status, long balance, long held, long creditLimit, long sequence) {}

    record Key(long account, String key) {}

    /** @param reason empty if there is none */
    record TransferFact(
            long id,
            String kind,
            String status,
            String reason,
            Key key,
            long source,
            long destination,
            long amount,
            String currency) {}

    record LegFact(long transferId, long destination, long amount, String currency, String outcome) {}

    void add(AccountFact account) {
        accounts.put(account.id(), account);
    }

    void add(TransferFact transfer) {
        transfers.computeIfAbsent(transfer.id(), id -> new ArrayList<>(1)).add(transfer);
        byKey.put(transfer.key(), transfer);
    }

    void add(LegFact leg) {
        legs.computeIfAbsent(leg.transferId(), id -> new ArrayList<>(1)).add(leg);
    }

    /** In ascending sequence for each account. */
    void add(long account, Line line) {
        lines.computeIfAbsent(account, id -> new ArrayList<>()).add(line);
    }

    Map<Long, AccountFact> accounts() {
        return accounts;
    }

    Map<Long, List<TransferFact>> transfers() {
        return transfers;
    }

    Optional<TransferFact> transfer(long id) {
        return Optional.ofNullable(transfers.get(id)).map(rows -> rows.get(0));
    }

    Optional<TransferFact> transfer(Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    List<LegFact> legs(long transferId) {
        return legs.getOrDefault(transferId, List.of());
    }

    Map<Long, List<Line>> lines() {
        return lines;
    }

    List<Line> lines(long account) {
        return lines.getOrDefault(account, List.of());
    }

    /** Found by its place, which holds as long as the lines have no gap; a gap is a finding of its own. */
    Optional<Line> line(long account, long sequence) {
        var own = lines(account);
        boolean inside = sequence >= 1 && sequence <= own.size();
        return inside && own.get((int) sequence - 1).sequence() == sequence
                ? Optional.of(own.get((int) sequence - 1))
                : own.stream().filter(line -> line.sequence() == sequence).findFirst();
    }
}
