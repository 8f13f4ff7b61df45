package io.settlement.producer;

import io.settlement.access.ApiKeys;
import io.settlement.access.KeyText;
import io.settlement.access.Scope;
import io.settlement.ledger.ActingOwner;
import io.settlement.sharding.ShardingProperties.Database;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** Makes keys as {@code scripts/keys} does, in a test's settlement_control. */
record TestKeys(ApiKeys store) {

    static TestKeys in(Database control) {
        return new TestKeys(ApiKeys.in(control));
    }

    /** Every scope, any owner. */
    String ofOperator() {
        return make(ActingOwner.ANY, EnumSet.allOf(Scope.class));
    }

    /** What a customer's own system needs. */
    String ofOwner(String owner) {
        return make(ActingOwner.of(owner), EnumSet.of(Scope.ACCOUNTS_WRITE, Scope.TRANSFERS_WRITE, Scope.READ));
    }

    String make(ActingOwner owner, Set<Scope> scopes) {
        var key = KeyText.random(new SecureRandom());
        store.store(key, owner, scopes, "test");
        return key.text();
    }

    void revoke(String key) {
        store.revoke(KeyText.parse(key).orElseThrow().id());
    }
}
