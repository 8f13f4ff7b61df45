package io.settlement.drill.system;

import io.settlement.drill.history.Line;
import io.settlement.drill.history.Operation;
import io.settlement.faults.TcpFaultProxy;
import io.settlement.ledger.ShardId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A whole system of its own, started for one drill and gone with it. Nobody else's data is in it. */
public interface DrilledSystem extends AutoCloseable {

    /** Producers, consumers, shards, broker, name server and registry; those that do not run at first too. */
    List<Part> parts();

    /** The HTTP doors by the names of their parts; never behind a proxy. */
    Map<String, URI> doors();

    String apiKey();

    /** The databases, reached directly, for reading. */
    Map<ShardId, DataSource> shards();

    List<Link> databaseLinks();

    /** The way of all services to the broker. */
    TcpFaultProxy brokerLink();

    /** Why this fault cannot be struck here, such as a missing tool; empty if it can. */
    default Optional<String> cannotDo(String fault) {
        return Optional.empty();
    }

    /** Sends the consumers back, so that they are given again what they have had. */
    void deliverAgain();

    /** Deletes all that the broker has stored. It must not run. */
    void deleteBrokerStore();

    /** Topics and groups, as they are made at deployment. */
    void makeTopics();

    /** Hands on the events of all accounts, from the first on, as one subscriber. */
    void subscribe(String subscriber, Consumer<Event> listener);

    /** An event as it arrived. */
    record Event(long account, Line line) {

        public Operation seenBy(String subscriber, long moment) {
            return new Operation.EventSeen(Operation.Span.at(moment), subscriber, account, line);
        }
    }

    /** Ends every process, removes the data. Also when the thread is interrupted. */
    @Override
    void close();
}
