package io.settlement.client;

import java.time.Duration;
import java.util.Optional;

/**
 * One request, to whichever producer.
 *
 * @param path below the producer's address, query included
 * @param body JSON; empty for none
 * @param held how much longer than usual the producer is asked to take
 * @param lookUp what tells whether it was carried out; empty for a look itself
 */
record Call(
        String method,
        String path,
        Optional<byte[]> body,
        Optional<IdempotencyKey> key,
        Duration held,
        String lookUp,
        boolean keyed) {

    static Call get(String path) {
        return new Call("GET", path, Optional.empty(), Optional.empty(), Duration.ZERO, "", false);
    }

    /** Sent with an Idempotency-Key. */
    static Call keyed(String path, Object body, IdempotencyKey key, String lookUp) {
        return new Call("POST", path, Optional.of(Json.bytes(body)), Optional.of(key), Duration.ZERO, lookUp, true);
    }

    /** Each item has its key. */
    static Call bulk(String path, Object body) {
        return new Call("POST", path, Optional.of(Json.bytes(body)), Optional.empty(), Duration.ZERO, "", true);
    }

    /** Has no key: a second one may do something else than the first. */
    static Call once(String method, String path, Optional<Object> body, String lookUp) {
        return new Call(method, path, body.map(Json::bytes), Optional.empty(), Duration.ZERO, lookUp, false);
    }

    Call heldFor(Duration longer) {
        return new Call(method, path, body, key, longer, lookUp, keyed);
    }

    boolean isLook() {
        return method.equals("GET");
    }

    /** Whether sending it twice does what sending it once does. */
    boolean mayBeRepeated() {
        return isLook() || keyed;
    }
}
