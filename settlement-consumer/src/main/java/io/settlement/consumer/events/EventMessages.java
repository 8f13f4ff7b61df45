package io.settlement.consumer.events;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import io.settlement.contract.AccountEvent.AccountType;
import io.settlement.contract.AccountEvent.Kind;
import io.settlement.ledger.CustomerPosting;
import io.settlement.ledger.PostedEntry;
import io.settlement.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts an entry into messages: one per tag, as a rule. Where an entry moves one account both ways, its events with the
 * second tag come in a later wave, so that whoever takes both tags still meets them in order.
 */
final class EventMessages {

    private final Map<Place, List<AccountEvent>> groups = new TreeMap<>();
    private final Map<Long, Place> latest = new HashMap<>();

    private EventMessages() {}

    /** Messages go out by wave; tags within a wave are of different accounts, or of none before. */
    private record Place(int wave, String tag) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::wave).thenComparing(Place::tag);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** In the order in which they must be published. */
    static List<AccountBalanceChanged> of(PostedEntry entry) {
        var messages = new EventMessages();
        entry.postings().forEach(posting -> messages.add(event(posting)));
        return messages.cut(entry);
    }

    private void add(AccountEvent event) {
        var place = latest.merge(
                event.accountId(),
                new Place(0, event.tag()),
                (before, first) -> before.tag.equals(event.tag()) ? before : new Place(before.wave + 1, event.tag()));
        groups.computeIfAbsent(place, none -> new ArrayList<>()).add(event);
    }

    private List<AccountBalanceChanged> cut(PostedEntry entry) {
        List<AccountBalanceChanged> messages = new ArrayList<>();
        for (var group : groups.values()) {
            for (int from = 0; from < group.size(); from += AccountBalanceChanged.MAX_EVENTS) {
                int to = Math.min(group.size(), from + AccountBalanceChanged.MAX_EVENTS);
                messages.add(new AccountBalanceChanged(
                        entry.shard().number(), entry.number(), entry.recordedAt(), group.subList(from, to)));
            }
        }
        return messages;
    }

    private static AccountEvent event(CustomerPosting posting) {
        return new AccountEvent(
                posting.account().value(),
                AccountType.valueOf(posting.type().name()),
                posting.sequence(),
                Kind.valueOf(posting.kind().name()),
                decimal(posting.amount()),
                posting.amount().currency().code(),
                decimal(posting.balanceAfter()),
                posting.transfer().value());
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.toDecimal());
    }
}
