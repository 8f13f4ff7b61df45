package io.settlement.drill.system;

import io.settlement.drill.history.Line;
import io.settlement.drill.history.Operation;
import io.settlement.faults.TcpFaultProxy;
import io.settlement.ledger.ShardId;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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

    /** The way of all services to the name server. */
    TcpFaultProxy nameServerLink();

    /** The ways of all services to Nacos: one for each of its protocols. */
    List<TcpFaultProxy> nacosLinks();

    /** A connection to a shard's database that may do everything, past the proxies. */
    Connection administer(ShardId shard) throws SQLException;

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

    /** Forgets the consumers' group and how far it was, and makes it anew. No consumer must run. */
    void renewConsumerGroup();

    /** Sends these bodies to the topic that the consumers take batches from. */
    void announce(List<byte[]> bodies);

    /** Ends what is parked, as an operator does. */
    void replayParked() throws Exception;

    /** Starts a service that believes another slot map than the shards do. Returns when it says how it is. */
    void startMisled(String service);

    /** No byte more fits on the disk of this part, until {@link #freeDisk}. */
    void fillDisk(String part);

    void freeDisk(String part);

    /** This process is given no more memory. */
    void exhaustMemory(String part);

    /** From now on the clocks of those services whose clocks can be set are ahead by so much, or behind. */
    void shiftClocks(Duration ahead);

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
