package io.settlement.bench;

import io.settlement.bench.contender.Contender;
import io.settlement.bench.contender.JdbcLocal;
import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Outbox;
import io.settlement.bench.contender.SeataAt;
import io.settlement.bench.contender.TextbookRocketMq;
import io.settlement.bench.contender.XaTransfers;
import io.settlement.bench.contender.bound.JdbcBound;
import io.settlement.bench.contender.settlement.SettlementBulk;
import io.settlement.bench.contender.settlement.SettlementInProcess;
import io.settlement.bench.contender.settlement.SettlementSingle;
import io.settlement.bench.engine.Engines;
import io.settlement.bench.engine.SettlementSystem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All contenders by name, in the order in which they take turns. */
final class Contenders {

    private static final Map<String, Function<SettlementSystem, Contender>> ON_THE_SYSTEM = new LinkedHashMap<>();
    private static final Map<String, Function<Engines, Contender>> ON_ENGINES = new LinkedHashMap<>();

    static {
        ON_THE_SYSTEM.put(Names.SETTLEMENT_BULK, SettlementBulk::new);
        ON_THE_SYSTEM.put(Names.SETTLEMENT_SINGLE, SettlementSingle::new);
        ON_THE_SYSTEM.put(Names.SETTLEMENT_INPROCESS, SettlementInProcess::new);
        ON_ENGINES.put(Names.TEXTBOOK_ROCKETMQ, TextbookRocketMq::new);
        ON_ENGINES.put(Names.XA, XaTransfers::new);
        ON_ENGINES.put(Names.SEATA_AT, SeataAt::new);
        ON_ENGINES.put(Names.OUTBOX, Outbox::new);
        ON_ENGINES.put(Names.JDBC_LOCAL, JdbcLocal::new);
        ON_ENGINES.put(Names.JDBC_BOUND, JdbcBound::new);
    }

    private Contenders() {}

    static List<String> names() {
        var names = new LinkedHashMap<String, Object>(ON_THE_SYSTEM);
        names.putAll(ON_ENGINES);
        return List.copyOf(names.keySet());
    }

    /** Whether one of them runs on this project's services; the others need engines alone. */
    static boolean needSystem(Collection<String> names) {
        return names.stream().anyMatch(ON_THE_SYSTEM::containsKey);
    }

    static Contender make(String name, Engines engines) {
        return ON_THE_SYSTEM.containsKey(name)
                ? ON_THE_SYSTEM.get(name).apply((SettlementSystem) engines)
                : ON_ENGINES.get(name).apply(engines);
    }
}
