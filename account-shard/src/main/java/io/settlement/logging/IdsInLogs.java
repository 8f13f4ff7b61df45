package io.settlement.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * The ids that a line was written with, as fields of their own in a JSON line: {@code transferId} and {@code batchId} as
 * strings, as the API has them, {@code shard} as a number. Named in {@code logging.structured.json.customizer}.
 */
public final class IdsInLogs implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    @Override
    public void customize(JsonWriter.Members<ILoggingEvent> members) {
        add(members, "transferId", TransferId.class, TransferId::toString);
        add(members, "batchId", BatchId.class, BatchId::toString);
        add(members, "shard", ShardId.class, ShardId::number);
    }

    private static <T> void add(
            JsonWriter.Members<ILoggingEvent> members, String name, Class<T> type, Function<T, Object> told) {
        members.add(name, event -> first(event, type, told)).whenNotNull();
    }

    /** Null where the line was written without one. */
    private static <T> Object first(ILoggingEvent event, Class<T> type, Function<T, Object> told) {
        var arguments = event.getArgumentArray();
        return arguments == null
                ? null
                : Stream.of(arguments)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .findFirst()
                        .map(told)
                        .orElse(null);
    }
}
