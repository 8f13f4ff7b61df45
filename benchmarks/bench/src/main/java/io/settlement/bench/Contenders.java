package io.settlement.bench;

import io.settlement.bench.contender.Contender;
import io.settlement.bench.contender.JdbcLocal;
import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Outbox;
import io.settlement.bench.contender.TextbookRocketMq;
import io.settlement.bench.engine.Engines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All contenders by name, in the order in which they take turns. */
final class Contenders {

    private static final Map<String, Function<Engines, Contender>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(Names.TEXTBOOK_ROCKETMQ, TextbookRocketMq::new);
        ALL.put(Names.OUTBOX, Outbox::new);
        ALL.put(Names.JDBC_LOCAL, JdbcLocal::new);
    }

    private Contenders() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Contender make(String name, Engines engines) {
        return ALL.get(name).apply(engines);
    }
}
