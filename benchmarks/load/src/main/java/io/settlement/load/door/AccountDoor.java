package io.settlement.load.door;

import io.settlement.ledger.AccountId;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.money.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens, funds, freezes and closes accounts, one request each, repeated until the answer is definite. Thread-safe. */
public final class AccountDoor {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_QUOTE = 300;

    private final Door door;
    private final Backoff backoff;
    private final Clock clock;
    private final Pause pause;

    public AccountDoor(Producers producers, Backoff backoff, Clock clock, Pause pause) {
        this.door = new Door(producers);
        this.backoff = backoff;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param key together with the owner names the account for ever; a run uses one of its own */
    public AccountId open(PlannedAccount account, String key) throws InterruptedException {
        var body = Map.of(
                "owner", account.owner(),
                "type", account.type().name(),
                "currency", account.currency().code());
        return AccountId.parse(
                post("/v1/accounts", Optional.of(key), body).path("accountId").asString(""));
    }

    public void deposit(AccountId account, Money amount) throws InterruptedException {
        var body = Map.of(
                "amount", amount.toDecimal(), "currency", amount.currency().code(), "reference", "funding");
        post("/v1/accounts/" + account + "/deposits", Optional.of("funding"), body);
    }

    /** @param side DEBIT, CREDIT or BOTH */
    public void freeze(AccountId account, String side) throws InterruptedException {
        post("/v1/accounts/" + account + "/freeze", Optional.empty(), Map.of("side", side, "reason", "as planned"));
    }

    public void close(AccountId account) throws InterruptedException {
        post("/v1/accounts/" + account + "/close", Optional.empty(), Map.of());
    }

    private JsonNode post(String path, Optional<String> key, Map<String, String> fields) throws InterruptedException {
        var body = JSON.writeValueAsBytes(fields);
        var repetition = new Repetition(backoff, clock, pause);
        while (true) {
            try {
                var answer = door.post(path, key, body);
                if (!answer.isUndecided()) {
                    return readSuccess(path, answer);
                }
                repetition.await("POST " + path, quoted(answer));
            } catch (IOException unknown) {
                repetition.await("POST " + path, unknown.toString());
            }
        }
    }

    private static JsonNode readSuccess(String path, Door.Answer answer) {
        if (!answer.isSuccess()) {
            throw new DoorFailure("POST " + path + " was answered " + quoted(answer));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException notJson) {
            throw new DoorFailure("POST " + path + " was answered with something that is not JSON", notJson);
        }
    }

    static String quoted(Door.Answer answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return answer.status() + " " + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) : text);
    }
}
