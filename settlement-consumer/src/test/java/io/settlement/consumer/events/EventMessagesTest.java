package io.settlement.consumer.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.CustomerPosting;
import io.settlement.ledger.PostedEntry;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventMessagesTest {

    private static final CurrencyCode CNY = CurrencyCode.of("CNY");

    @Test
    void eventsOfOneTagShareAMessage() {
        var messages = messages(
                posting(1, AccountType.SA, 5, PostingKind.DEBIT),
                posting(2, AccountType.SP, 1, PostingKind.CREDIT),
                posting(3, AccountType.SA, 2, PostingKind.WITHDRAWAL),
                posting(4, AccountType.SP, 9, PostingKind.DEPOSIT));

        assertThat(messages).extracting(AccountBalanceChanged::tag).containsExactly("SA.DEBITED", "SP.CREDITED");
        assertThat(messages).extracting(AccountBalanceChanged::keys).containsExactly("1 3", "2 4");
    }

    @Test
    void carriesWhatWasPosted() {
        var message =
                messages(posting(7, AccountType.SA, 5, PostingKind.REVERSAL)).get(0);

        assertThat(message.shard()).isEqualTo(3);
        assertThat(message.entryNo()).isEqualTo(11);
        assertThat(message.at()).isEqualTo(Instant.EPOCH);
        assertThat(message.events())
                .containsExactly(new AccountEvent(
                        7,
                        AccountEvent.AccountType.SA,
                        5,
                        AccountEvent.Kind.REVERSAL,
                        new BigDecimal("1.50"),
                        "CNY",
                        new BigDecimal("-0.05"),
                        70));
    }

    @Test
    void anAccountMovedBothWaysIsToldInItsOrder() {
        var messages = messages(
                posting(1, AccountType.SA, 1, PostingKind.DEPOSIT),
                posting(1, AccountType.SA, 2, PostingKind.DEBIT),
                posting(1, AccountType.SA, 3, PostingKind.DEBIT),
                posting(1, AccountType.SA, 4, PostingKind.DEPOSIT),
                posting(2, AccountType.SA, 1, PostingKind.DEBIT));

        assertThat(messages.stream()
                        .flatMap(message -> message.events().stream())
                        .filter(event -> event.accountId() == 1))
                .extracting(AccountEvent::sequence)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void moreEventsThanAMessageHoldsAreCutInOrder() {
        var many = LongStream.rangeClosed(1, 2L * AccountBalanceChanged.MAX_EVENTS + 1)
                .mapToObj(sequence -> posting(1, AccountType.SP, sequence, PostingKind.CREDIT))
                .toArray(CustomerPosting[]::new);

        var messages = messages(many);

        assertThat(messages).extracting(message -> message.events().size()).containsExactly(512, 512, 1);
        assertThat(messages.stream().flatMap(message -> message.events().stream()))
                .extracting(AccountEvent::sequence)
                .isSorted();
    }

    @Test
    void anEntryThatMovedNoCustomerIsNotTold() {
        assertThat(messages()).isEmpty();
    }

    private static List<AccountBalanceChanged> messages(CustomerPosting... postings) {
        return EventMessages.of(new PostedEntry(new ShardId(3), 11, Instant.EPOCH, Arrays.asList(postings)));
    }

    private static CustomerPosting posting(long account, AccountType type, long sequence, PostingKind kind) {
        boolean out = kind == PostingKind.DEBIT || kind == PostingKind.WITHDRAWAL;
        return new CustomerPosting(
                new AccountId(account),
                type,
                sequence,
                kind,
                Money.ofMinor(out ? -150 : 150, CNY),
                Money.ofMinor(-5, CNY),
                new TransferId(account * 10));
    }
}
