package io.settlement.load.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.load.plan.Preparation;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountDoorTest {

    private static final Money TWELVE = Money.ofMinor(1_200, CurrencyCode.of("CNY"));
    private static final PlannedAccount ACCOUNT = new PlannedAccount("alice", AccountType.SA, TWELVE, Preparation.NONE);

    private ScriptedDoor server;
    private AccountDoor door;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedDoor();
        door = new AccountDoor(
                new Producers(List.of(server.base()), ""), Backoff.standard(), Clock.systemUTC(), duration -> {});
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void opensUnderOneKeyHoweverOftenItMustAsk() throws InterruptedException {
        server.then(503, "").then(429, "").then(201, "{\"accountId\":\"1025\",\"status\":\"OPEN\"}");
        assertThat(door.open(ACCOUNT, "run-1")).isEqualTo(new AccountId(1025));
        assertThat(server.requests())
                .hasSize(3)
                .allMatch(request -> request.path().equals("/v1/accounts"))
                .allMatch(request -> request.key().equals("run-1"))
                .allMatch(request -> request.body().contains("\"owner\":\"alice\"")
                        && request.body().contains("\"type\":\"SA\"")
                        && request.body().contains("\"currency\":\"CNY\""));
    }

    @Test
    void depositsADecimalString() throws InterruptedException {
        server.then(201, "{}");
        door.deposit(new AccountId(1025), TWELVE);
        var request = server.requests().get(0);
        assertThat(request.path()).isEqualTo("/v1/accounts/1025/deposits");
        assertThat(request.key()).isNotBlank();
        assertThat(request.body()).contains("\"amount\":\"12.00\"");
    }

    @Test
    void showsItsKeyEachTimeAndNoneWhereItHasNone() throws InterruptedException {
        server.then(503, "").then(200, "{}");
        door.close(new AccountId(1025));
        assertThat(server.authorizations()).isEmpty();

        var producers = new Producers(List.of(server.base()), "stl_1_2");
        new AccountDoor(producers, Backoff.standard(), Clock.systemUTC(), duration -> {}).close(new AccountId(1025));
        assertThat(server.authorizations()).containsExactly("Bearer stl_1_2");
        assertThat(producers.toString()).doesNotContain("stl_1_2");
    }

    @Test
    void freezesASideAndCloses() throws InterruptedException {
        server.then(200, "{}");
        door.freeze(new AccountId(1025), "DEBIT");
        door.close(new AccountId(1025));
        var freeze = server.requests().get(0);
        assertThat(freeze.path()).isEqualTo("/v1/accounts/1025/freeze");
        assertThat(freeze.body()).contains("\"side\":\"DEBIT\"", "\"reason\":\"");
        assertThat(server.requests().get(1)).isEqualTo(new ScriptedDoor.Request("/v1/accounts/1025/close", null, "{}"));
    }

    @Test
    void saysWhatTheDoorSaidWhenItRefuses() {
        server.then(409, "{\"detail\":\"the account has open transfers\"}");
        assertThatThrownBy(() -> door.close(new AccountId(1025)))
                .isInstanceOf(DoorFailure.class)
                .hasMessage(
                        "POST /v1/accounts/1025/close was answered 409 {\"detail\":\"the account has open transfers\"}");
    }
}
