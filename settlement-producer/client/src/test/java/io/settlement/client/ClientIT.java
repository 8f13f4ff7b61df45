package io.settlement.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.settlement.faults.TcpFaultProxy;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a real producer, over two links that can be spoiled. */
@Timeout(120)
class ClientIT {

    /** Of the second link, so that it is asked only where the first one has just been. */
    private static final double NEXT_TO_NOTHING = 1e-12;

    private static RealDoor door;
    private static TcpFaultProxy link;
    private static TcpFaultProxy other;
    private static SettlementClient sound;

    private final SettlementClient client = client(Duration.ofSeconds(40));
    private String payer;
    private String payee;

    @BeforeAll
    static void start() throws Exception {
        door = new RealDoor();
        var address = new InetSocketAddress("127.0.0.1", door.port());
        link = TcpFaultProxy.to(address);
        other = TcpFaultProxy.to(address);
        sound = SettlementClient.of(ClientOptions.of(door.operator(), URI.create("http://127.0.0.1:" + door.port())));
    }

    @AfterAll
    static void stop() {
        link.close();
        other.close();
        door.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = open("ann");
        payee = open("bob");
        sound.accounts().deposit(CashRequest.of(payer, new BigDecimal("100.00"), "CNY"));
    }

    @AfterEach
    void heal() {
        link.heal();
        other.heal();
    }

    private static String open(String owner) {
        return sound.accounts().open(AccountOpening.of(owner, "SA", "CNY")).accountId();
    }

    private static SettlementClient client(Duration deadline, TcpFaultProxy... links) {
        var producers = Stream.of(links.length == 0 ? new TcpFaultProxy[] {link} : links)
                .map(proxy -> new Producer(
                        URI.create("http://127.0.0.1:" + proxy.port()), proxy == link ? 1 : NEXT_TO_NOTHING))
                .toList();
        return SettlementClient.of(ClientOptions.of(door.operator(), () -> producers)
                .withTimeouts(Duration.ofMillis(500), Duration.ofMillis(800))
                .withDeadline(deadline));
    }

    private TransferRequest request() {
        return TransferRequest.of(payer, payee, new BigDecimal("12.30"), "CNY").withReference("rent 爱");
    }

    /** By the account's lines: the deposit, and one debit at most. */
    private void assertDebitedOnce(Transfer transfer) {
        assertThat(debits()).containsExactly(transfer.transferId());
        assertThat(sound.accounts().get(payer).balance()).isEqualTo("87.70");
    }

    private List<String> debits() {
        return sound.statements()
                .lines(StatementQuery.fromLine(payer, 1))
                .filter(line -> line.kind().equals("DEBIT"))
                .map(StatementLine::transferId)
                .toList();
    }

    private int debitedBeforeHealing() {
        int debited = awaitDebit();
        link.heal();
        return debited;
    }

    private int awaitDebit() {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (debits().isEmpty() && System.nanoTime() < giveUpAt) {
            pause(20);
        }
        return debits().size();
    }

    private static CompletableFuture<Void> after(Duration time, Runnable event) {
        return CompletableFuture.runAsync(
                event, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * From now on requests arrive and their answers do not. Over a connection that stands already: a new one would not be
     * joined to the producer, and nothing would arrive. The pause is for the HTTP client, which puts a connection back a moment
     * after the answer.
     */
    private void loseAnswersTo(SettlementClient asking) {
        asking.accounts().get(payer);
        pause(300);
        link.dropAnswers();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void movesMoneyOnceWhereTheAnswerIsLostAfterTheDebit() {
        loseAnswersTo(client);
        var before = CompletableFuture.supplyAsync(this::debitedBeforeHealing);
        var transfer = client.transfers().send(request());
        assertThat(before.join()).isEqualTo(1);
        assertThat(link.acceptedConnections()).isGreaterThan(1);
        assertThat(transfer.reference()).isEqualTo("rent 爱");
        assertDebitedOnce(transfer);
    }

    @Test
    void movesMoneyOnceOverAnOutageOfTenSeconds() {
        link.refuseConnections();
        link.resetConnections();
        var end = after(Duration.ofSeconds(10), link::heal);
        long begin = System.nanoTime();
        var transfer = client.transfers().send(request());
        assertThat(end).isDone();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertDebitedOnce(transfer);
    }

    @Test
    void goesToTheOtherProducerAndMovesMoneyOnce() {
        var both = client(Duration.ofSeconds(20), link, other);
        loseAnswersTo(both);
        var transfer = both.transfers().send(request());
        assertDebitedOnce(transfer);
    }

    @Test
    void saysUnknownAtTheDeadlineAndTheSameRequestTells() {
        var request = request();
        var hasty = client(Duration.ofMillis(1_500));
        loseAnswersTo(hasty);
        long begin = System.nanoTime();
        var unknown = catchThrowableOfType(
                OutcomeUnknown.class, () -> hasty.transfers().send(request));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(unknown.key()).contains(request.key());
        assertThat(awaitDebit()).as("it had not failed").isEqualTo(1);
        assertDebitedOnce(sound.transfers().send(request));
    }

    @Test
    void aHangingProducerIsLeftAtTheDeadline() {
        link.partition();
        long begin = System.nanoTime();
        assertThatExceptionOfType(SettlementException.class)
                .isThrownBy(() -> client(Duration.ofMillis(1_500)).transfers().send(request()));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(debits()).isEmpty();
    }

    @Test
    void movesEachItemOfABulkOnceWhereItsAnswerIsLost() {
        var requests = IntStream.range(0, 30)
                .mapToObj(i -> i == 7
                        ? TransferRequest.of(payer, payee, new BigDecimal("1000.00"), "CNY")
                        : TransferRequest.of(payer, payee, new BigDecimal("1.00"), "CNY"))
                .toList();
        loseAnswersTo(client);
        var before = CompletableFuture.supplyAsync(this::debitedBeforeHealing);
        var results = client.transfers().sendAll(requests);
        assertThat(before.join()).isPositive();
        assertThat(results.stream().map(BulkResult::request)).isEqualTo(requests);
        assertThat(results).allMatch(BulkResult.Decided.class::isInstance);
        assertThat(((BulkResult.Decided) results.get(7)).transfer().reason()).contains("INSUFFICIENT_FUNDS");
        assertThat(debits()).hasSize(29);
        assertThat(sound.accounts().get(payer).balance()).isEqualTo("71.00");
    }

    @Test
    void opensOneAccountWhereTheAnswerIsLost() {
        var opening = AccountOpening.of("carol " + payer, "SP", "CNY")
                .withCreditLimit(new BigDecimal("50.00"))
                .withExternalNumber("N-1");
        loseAnswersTo(client);
        after(Duration.ofSeconds(1), link::heal);
        var account = client.accounts().open(opening);
        assertThat(sound.accounts().ofOwner(opening.owner())).containsExactly(account);
        assertThat(account.externalNumber()).contains("N-1");
        assertThat(account.available()).isEqualTo("50.00");
    }

    @Test
    void changesAccounts() {
        var accounts = client.accounts();
        assertThat(accounts.freeze(payer, FrozenSide.DEBIT, "court").status()).isEqualTo(AccountStatus.FROZEN_DEBIT);
        assertThat(accounts.get(payer).statusReason()).contains("court");
        assertThat(client.transfers().send(request()).reason()).contains("SOURCE_FROZEN");
        assertThat(accounts.unfreeze(payer, Optional.empty()).status()).isEqualTo(AccountStatus.OPEN);
        var taken = accounts.withdraw(CashRequest.of(payer, new BigDecimal("100.00"), "CNY"));
        assertThat(taken.status()).isEqualTo(TransferStatus.SETTLED);
        assertThat(accounts.close(payer).status()).isEqualTo(AccountStatus.CLOSED);
        assertThatExceptionOfType(RequestRefused.class)
                .isThrownBy(() -> accounts.setCreditLimit(payee, BigDecimal.ONE))
                .satisfies(refused ->
                        assertThat(refused.problem().orElseThrow().reason()).isEqualTo("ACCOUNT_STATE"));
    }

    @Test
    void readsStatementsAndBalances() {
        for (int i = 1; i <= 4; i++) {
            sound.accounts().deposit(CashRequest.of(payer, new BigDecimal(i), "CNY"));
        }
        var query = StatementQuery.fromLine(payer, 2);
        var first = client.statements().first(query, 2);
        assertThat(first.opening().balance()).isEqualTo("100.00");
        assertThat(first.lines()).extracting(StatementLine::sequence).containsExactly(2L, 3L);
        assertThat(client.statements().next(query, 2, first).closing().balance())
                .isEqualTo("110.00");
        var period = StatementQuery.period(
                payer, Instant.now().minusSeconds(3600), Instant.now().plusSeconds(3600));
        assertThat(client.statements().lines(period)).hasSize(5);
        assertThat(client.statements().balance(payer).sequence()).isEqualTo(5);
        assertThat(client.statements().balanceAt(payer, Instant.EPOCH).balance())
                .isEqualTo("0.00");
    }
}
