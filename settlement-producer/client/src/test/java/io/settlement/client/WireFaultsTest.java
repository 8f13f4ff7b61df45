package io.settlement.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.settlement.client.ScriptedServer.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does about answers that a sound producer does not give, one by one. */
@Timeout(60)
class WireFaultsTest {

    private static final String DEBITED = "{'transferId':'7','sourceAccountId':'1','destinationAccountId':'2',"
            + "'amount':'12.30','currency':'CNY','reference':'','status':'DEBITED','reason':null}";
    private static final String ACCOUNT =
            "{'accountId':'1','owner':'ann','type':'SA','currency':'CNY','status':'FROZEN',"
                    + "'balance':'1.00','held':'0.00','creditLimit':'0.00','available':'1.00','openedAt':'2026-11-01T08:00:00Z'}";
    private static final TransferRequest REQUEST = TransferRequest.of("1", "2", new BigDecimal("12.30"), "CNY");

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static ClientOptions options(URI... producers) {
        return ClientOptions.of("stl_test", producers)
                .withTimeouts(Duration.ofMillis(500), Duration.ofMillis(400))
                .withDeadline(Duration.ofSeconds(20))
                .withBackoff(Duration.ofMillis(10), Duration.ofMillis(50));
    }

    private SettlementClient client() {
        return SettlementClient.of(options(server.address()));
    }

    private SettlementClient client(Duration deadline) {
        return SettlementClient.of(options(server.address()).withDeadline(deadline));
    }

    private static String problem(String reason) {
        return "{'status':400,'reason':'" + reason + "','detail':'why','field':'amount'}";
    }

    @Test
    void keepsTheKeyOverWhateverHappensToTheAnswer() {
        server.resets()
                .answersHalf(202, DEBITED)
                .hangs()
                .stopsInTheMiddle(202, DEBITED)
                .answers(200, "", "<html>")
                .answers(502, "", "<html>")
                .answers(503, "", problem("UNKNOWN"))
                .answers(500, "", problem("INTERNAL"))
                .answers(202, "", DEBITED);
        var transfer = client().transfers().send(REQUEST);
        assertThat(transfer.status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(transfer.amount()).isEqualTo("12.30");
        assertThat(server.requests()).hasSize(9);
        assertThat(server.requests())
                .allMatch(request ->
                        request.header("Idempotency-Key").equals(REQUEST.key().value()));
        assertThat(server.requests().stream().map(Request::body).distinct()).hasSize(1);
        assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer stl_test");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsRetryAfterSays(int status) {
        server.answers(status, "Retry-After: 1\n", problem("QUEUE_FULL")).answers(202, "", DEBITED);
        client().transfers().send(REQUEST);
        var requests = server.requests();
        assertThat(Duration.ofNanos(requests.get(1).nanos() - requests.get(0).nanos()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void asksNobodyElseBeforeRetryAfterIsOver() {
        server.answers(429, "Retry-After: 1\n", problem("QUEUE_FULL")).answers(202, "", DEBITED);
        SettlementClient.of(options(server.address(), server.address().resolve("/")))
                .transfers()
                .send(REQUEST);
        var requests = server.requests();
        assertThat(requests.get(1).nanos() - requests.get(0).nanos()).isGreaterThan(1_000_000_000L);
    }

    @Test
    void doesNotWaitForARetryAfterBeyondTheDeadline() {
        server.answers(429, "Retry-After: 3600\n", problem("QUEUE_FULL"));
        var ended =
                catchThrowableOfType(NotTaken.class, () -> client().transfers().send(REQUEST));
        assertThat(ended.problem().orElseThrow().retryAfter()).contains(Duration.ofHours(1));
        assertThat(ended.problem().orElseThrow().reason()).isEqualTo("QUEUE_FULL");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRefusalAfterAnUnansweredTryDecidesNothing() {
        server.resets().answers(401, "", problem("UNAUTHENTICATED"));
        var ended = catchThrowableOfType(
                OutcomeUnknown.class, () -> client().transfers().send(REQUEST));
        assertThat(ended.key()).contains(REQUEST.key());
        assertThat(ended.problem().orElseThrow().reason()).isEqualTo("UNAUTHENTICATED");
    }

    /** The first try may have been at another producer, or in a process that has ended: NOT_ACCEPTED knows nothing of it. */
    @Test
    void notAcceptedAfterAnUnansweredTryDecidesNothing() {
        server.resets().answers(503, "Retry-After: 3600\n", problem("NOT_ACCEPTED"));
        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> client().transfers().send(REQUEST));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void saysNotTakenWhereEveryTryWasTurnedAway() {
        for (int i = 0; i < 3; i++) {
            server.answers(503, "", problem("NOT_TAKEN"));
        }
        var client = SettlementClient.of(options(server.address()).withTries(3));
        assertThatExceptionOfType(NotTaken.class)
                .isThrownBy(() -> client.transfers().send(REQUEST));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aRefusalIsTypedAndNotRepeated() {
        server.answers(400, "", problem("INVALID_REQUEST"));
        var refused = catchThrowableOfType(
                RequestRefused.class, () -> client().transfers().send(REQUEST));
        var problem = refused.problem().orElseThrow();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(problem.field()).contains("amount");
        assertThat(problem.detail()).isEqualTo("why");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aConflictDecidesAlsoTheTriesBefore() {
        server.resets().answers(409, "", problem("KEY_CONFLICT"));
        assertThatExceptionOfType(RequestRefused.class)
                .isThrownBy(() -> client().transfers().send(REQUEST));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aStoredRejectionIsATransferAndNoFailure() {
        server.answers(422, "", DEBITED.replace("DEBITED", "REJECTED").replace("null", "'INSUFFICIENT_FUNDS'"));
        var transfer = client().transfers().send(REQUEST);
        assertThat(transfer.status()).isEqualTo(TransferStatus.REJECTED);
        assertThat(transfer.reason()).contains("INSUFFICIENT_FUNDS");
    }

    @Test
    void endsAtTheDeadlineAndTellsHowToFindOut() {
        IntStream.range(0, 50).forEach(i -> server.hangs());
        long begin = System.nanoTime();
        var ended = catchThrowableOfType(
                OutcomeUnknown.class,
                () -> client(Duration.ofMillis(900)).transfers().send(REQUEST.withKey(IdempotencyKey.of("a&b"))));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(ended.lookUp()).isEqualTo("GET /v1/transfers/by-key?accountId=1&idempotencyKey=a%26b");
        assertThat(ended).hasMessageContaining("not known").hasMessageContaining("same key a&b");
        assertThat(server.requests()).hasSizeBetween(2, 4);
    }

    @Test
    void anInterruptedCallerIsToldWhatIsNotKnown() throws InterruptedException {
        server.hangs();
        var ended = new Exception[1];
        var caller = new Thread(() -> ended[0] = catchThrowableOfType(
                OutcomeUnknown.class, () -> client().transfers().send(REQUEST)));
        caller.start();
        while (server.requests().isEmpty()) {
            Thread.sleep(5);
        }
        caller.interrupt();
        caller.join();
        assertThat(ended[0]).isInstanceOf(OutcomeUnknown.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void neverRepeatsWhatHasNoKeyOnceItMayHaveBeenCarriedOut() {
        server.answers(503, "", problem("SHARD_UNAVAILABLE")).answers(200, "", ACCOUNT);
        var ended = catchThrowableOfType(
                OutcomeUnknown.class, () -> client().accounts().freeze("1", FrozenSide.BOTH, "why"));
        assertThat(ended.key()).isEmpty();
        assertThat(ended.lookUp()).isEqualTo("GET /v1/accounts/1");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void repeatsWhatHasNoKeyWhereNobodyTookIt() throws IOException {
        server.answers(429, "", problem("QUEUE_FULL")).answers(200, "", ACCOUNT);
        var client = SettlementClient.of(options(nobody(), server.address()));
        assertThat(client.accounts().freeze("1", FrozenSide.BOTH, "why").status())
                .isEqualTo(AccountStatus.FROZEN);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).body()).contains("\"side\":\"BOTH\"");
    }

    @Test
    void saysWhoCannotBeReached() throws IOException {
        var address = nobody();
        var client = SettlementClient.of(options(address).withTries(2));
        var ended =
                catchThrowableOfType(NotTaken.class, () -> client.transfers().send(REQUEST));
        assertThat(ended).hasMessageContaining("no connection to " + address);
        assertThat(ended.problem()).isEmpty();
    }

    private static URI nobody() throws IOException {
        try (var gone = new ScriptedServer()) {
            return gone.address();
        }
    }

    @Test
    void asksAnotherWhereOneCannotBeReached() throws IOException {
        server.answers(200, "", DEBITED).answers(200, "", DEBITED);
        var client = SettlementClient.of(options(nobody(), server.address()));
        client.transfers().get("7");
        client.transfers().get("7");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void putsAsideWhoIsInTroubleAndNotWhoTurnsItAway() throws IOException {
        try (var spare = new ScriptedServer()) {
            var producers = List.of(new Producer(server.address(), 1), new Producer(spare.address(), 1e-12));
            var client = SettlementClient.of(ClientOptions.of("stl_test", () -> producers));
            server.answers(503, "", problem("NOT_TAKEN")).answers(500, "", problem("INTERNAL"));
            spare.answers(202, "", DEBITED).answers(202, "", DEBITED).answers(202, "", DEBITED);
            for (int call = 0; call < 3; call++) {
                client.transfers().send(REQUEST);
            }
            assertThat(server.requests())
                    .as("asked first, but for the third time")
                    .hasSize(2);
            assertThat(spare.requests()).hasSize(3);
        }
    }

    @Test
    void saysWhereItLookedForProducersWhereThereAreNone() {
        var none = new ProducerAddresses() {
            @Override
            public List<Producer> now() {
                return List.of();
            }

            @Override
            public String toString() {
                return "the list of nobody";
            }
        };
        var client = SettlementClient.of(ClientOptions.of("stl_test", none)
                .withBackoff(Duration.ofMillis(10), Duration.ofMillis(20))
                .withTries(3));
        assertThatExceptionOfType(NotTaken.class)
                .isThrownBy(() -> client.transfers().send(REQUEST))
                .withMessage("not done, try again: no producer is there: the list of nobody");
    }

    @Test
    void repeatsLooks() {
        server.resets().answers(500, "", "").answers(200, "", DEBITED);
        assertThat(client().transfers().get("a/b ?").transferId()).isEqualTo("7");
        assertThat(server.requests().get(0).line()).isEqualTo("GET /v1/transfers/a%2Fb%20%3F HTTP/1.1");
    }

    @Test
    void passesOverWhatAServerHasAdded() {
        server.answers(
                200,
                "",
                DEBITED.replace(
                                "}",
                                ",'new':{'x':[1]},'steps':[{'step':'NEW','at':'2026-11-01T08:00:00.000001Z',"
                                        + "'shard':3,'more':1}]}")
                        .replace("'DEBITED'", "'NEW'"));
        var transfer = client().transfers().get("7");
        assertThat(transfer.status()).isEqualTo(TransferStatus.UNRECOGNISED);
        assertThat(transfer.status().isFinal()).isFalse();
        assertThat(transfer.steps()).hasSize(1);
        assertThat(transfer.kind()).isEmpty();
        assertThat(transfer.unreadShard()).isEmpty();
    }

    @Test
    void readsAListPageByPage() {
        server.answers(200, "", "{'items':[" + DEBITED + "," + DEBITED + "],'nextCursor':'c+1'}")
                .answers(200, "", "{'items':[],'nextCursor':'c2'}")
                .answers(200, "", "{'items':[" + DEBITED + "]}");
        var list = client().transfers()
                .list(TransferQuery.of("1").withStatus(TransferStatus.DEBITED))
                .iterator();
        assertThat(server.requests()).isEmpty();
        list.next();
        list.next();
        assertThat(server.requests()).hasSize(1);
        list.next();
        assertThat(list.hasNext()).isFalse();
        assertThat(server.requests().get(1).line()).contains("status=DEBITED").contains("&cursor=c%2B1 ");
    }

    @Test
    void sendsOnlyTheItemsOfABulkAgainThatAreNotDecided() {
        var requests = IntStream.range(0, 5)
                .mapToObj(i -> REQUEST.withKey(IdempotencyKey.of("k" + i)))
                .toList();
        server.resets()
                .answers(
                        200,
                        "",
                        "{'results':[" + item(0, 429, "'problem':" + problem("QUEUE_FULL")) + ","
                                + item(1, 202, "'transfer':" + DEBITED) + ","
                                + item(2, 503, "'problem':" + problem("UNKNOWN")) + ","
                                + item(3, 409, "'problem':" + problem("KEY_CONFLICT")) + ","
                                + item(4, 400, "'problem':" + problem("INVALID_REQUEST")) + "]}")
                .answers(
                        200,
                        "",
                        "{'results':[" + item(0, 422, "'transfer':" + DEBITED.replace("DEBITED", "REJECTED")) + ","
                                + item(2, 401, "'problem':" + problem("UNAUTHENTICATED")) + "]}");
        var results = client().transfers().sendAll(requests);
        assertThat(results.stream().map(BulkResult::request)).isEqualTo(requests);
        assertThat(results.get(0))
                .isInstanceOfSatisfying(
                        BulkResult.Decided.class,
                        decided -> assertThat(decided.transfer().status()).isEqualTo(TransferStatus.REJECTED));
        assertThat(results.get(1)).isInstanceOf(BulkResult.Decided.class);
        assertThat(results.get(2)).isInstanceOf(BulkResult.Unknown.class);
        assertThat(results.get(3)).isInstanceOf(BulkResult.NotDone.class);
        assertThat(results.get(4))
                .as("refused now, but the first try of it had no answer")
                .isInstanceOf(BulkResult.Unknown.class);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(2).body())
                .contains("\"k0\"", "\"k2\"")
                .doesNotContain("\"k1\"", "\"k3\"", "\"k4\"");
    }

    private static String item(int number, int code, String rest) {
        return "{'idempotencyKey':'k" + number + "','code':" + code + "," + rest + "}";
    }

    @Test
    void anAnswerWithAnotherNumberOfItemsIsNone() {
        server.answers(200, "", "{'results':[]}")
                .answers(200, "", "{'results':[" + item(0, 202, "'transfer':" + DEBITED) + "]}");
        assertThat(client().transfers().sendAll(List.of(REQUEST)))
                .singleElement()
                .isInstanceOf(BulkResult.Decided.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void asksToWaitAndWaitsItself() {
        var settled = DEBITED.replace("DEBITED", "SETTLED");
        server.then(socket -> {
            Thread.sleep(700);
            socket.getOutputStream().write(ScriptedServer.whole(200, "", settled));
        });
        assertThat(client().transfers()
                        .send(REQUEST, Duration.ofSeconds(2))
                        .status()
                        .isFinal())
                .isTrue();
        assertThat(server.requests())
                .singleElement()
                .matches(request -> request.header("Prefer").equals("wait=2"));
    }

    @Test
    void findsNothingUnderAKeyThatStandsForNothing() {
        server.answers(404, "", problem("TRANSFER_UNKNOWN")).answers(404, "", problem("NOT_FOUND"));
        assertThat(client().transfers().byKey("1", REQUEST.key())).isEqualTo(Optional.empty());
        assertThatExceptionOfType(RequestRefused.class)
                .isThrownBy(() -> client().transfers().byKey("1", REQUEST.key()));
    }

    @Test
    void anAnswerThatIsNoProducersDecidesNothing() {
        server.answers(200, "", "{'ok':true}").answers(200, "", "{'ok':true}").answers(200, "", "{'ok':true}");
        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> client().transfers().send(REQUEST));
        assertThatExceptionOfType(NotTaken.class)
                .isThrownBy(() -> client().accounts().get("1"));
        assertThatExceptionOfType(NotTaken.class)
                .isThrownBy(() -> client().accounts().ofOwner("ann").toList());
    }

    /** A listener whose queue is full leaves a connection half made; nobody can have read a request. */
    @Test
    void whatNeverGotAConnectionWasNotSentAlsoAtTheDeadline() throws IOException {
        List<Socket> queued = new ArrayList<>();
        try (var listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            while (isQueued(listener, queued)) {
                assertThat(queued).as("a queue of this length").hasSizeLessThan(10);
            }
            var client = SettlementClient.of(options(URI.create("http://127.0.0.1:" + listener.getLocalPort()))
                    .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
                    .withDeadline(Duration.ofMillis(400)));
            assertThatExceptionOfType(NotTaken.class)
                    .isThrownBy(() -> client.transfers().send(REQUEST));
        } finally {
            for (var socket : queued) {
                socket.close();
            }
        }
    }

    private static boolean isQueued(ServerSocket listener, List<Socket> queued) throws IOException {
        var socket = new Socket();
        queued.add(socket);
        try {
            socket.connect(listener.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }
}
