package io.settlement.drill.load;

import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens, freezes and closes accounts, and records what was answered. Thread-safe. */
final class Accounts {

    private final Door door;
    private final Recorder recorder;

    Accounts(Door door, Recorder recorder) {
        this.door = door;
        this.recorder = recorder;
    }

    /** One try; empty if it was not answered that the account is open. */
    OptionalLong open(URI producer, String owner, String type, long creditLimit) throws InterruptedException {
        long start = recorder.now();
        var body = new LinkedHashMap<String, String>();
        body.put("owner", owner);
        body.put("type", type);
        body.put("currency", Amounts.CURRENCY);
        if (creditLimit > 0) {
            body.put("creditLimit", Amounts.decimal(creditLimit));
        }
        try {
            var response = door.post(producer, "/v1/accounts", Optional.of("drill"), body);
            if (!response.isSuccess()) {
                return OptionalLong.empty();
            }
            long account = Long.parseLong(response.text("accountId"));
            recorder.record(new Operation.Opened(recorder.since(start), account, creditLimit));
            return OptionalLong.of(account);
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /** @param side DEBIT, CREDIT or BOTH */
    boolean freeze(URI producer, long account, String side) throws InterruptedException {
        return change(producer, account, "freeze", Map.of("side", side, "reason", "drill"));
    }

    boolean unfreeze(URI producer, long account) throws InterruptedException {
        return change(producer, account, "unfreeze", Map.of("reason", "drill"));
    }

    boolean close(URI producer, long account) throws InterruptedException {
        return change(producer, account, "close", Map.of());
    }

    private boolean change(URI producer, long account, String what, Map<String, String> body)
            throws InterruptedException {
        long start = recorder.now();
        var outcome = Outcome.UNKNOWN;
        var status = "";
        try {
            var response = door.post(producer, "/v1/accounts/" + account + "/" + what, Optional.empty(), body);
            if (response.isSuccess()) {
                outcome = Outcome.OK;
                status = response.text("status");
            } else if (response.status() < 500) {
                outcome = Outcome.FAIL;
            }
        } catch (IOException unknown) {
            // Recorded as such.
        }
        recorder.record(new Operation.Changed(recorder.since(start), account, what, outcome, status));
        return outcome == Outcome.OK;
    }
}
