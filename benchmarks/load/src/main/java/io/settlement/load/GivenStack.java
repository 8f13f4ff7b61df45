package io.settlement.load;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.ledger.ShardId;
import io.settlement.load.door.Producers;
import io.settlement.load.plan.WrongInput;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A system that somebody else runs. Nothing is started and nothing is stopped; the broker is not asked. */
final class GivenStack implements RunningStack {

    private static final String KEY_VARIABLE = "SETTLEMENT_API_KEY";
    private static final String PASSWORD_VARIABLE = "SETTLEMENT_DATABASE_PASSWORD";

    private final RunTarget target;

    /** @throws WrongInput if an address cannot be one */
    GivenStack(List<URI> producers, List<String> databases, String user) {
        producers.forEach(GivenStack::requireBase);
        Map<ShardId, DataSource> shards = new TreeMap<>();
        for (var url : databases) {
            shards.put(new ShardId(shards.size()), database(url, user));
        }
        this.target = new RunTarget(new Producers(producers, environment(KEY_VARIABLE)), shards, Optional.empty());
    }

    @Override
    public RunTarget target() {
        return target;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public void close() {
        // Somebody else's.
    }

    private static void requireBase(URI producer) {
        boolean http = "http".equals(producer.getScheme()) || "https".equals(producer.getScheme());
        boolean bare = producer.getPath() == null
                || producer.getPath().isEmpty()
                || producer.getPath().equals("/");
        if (!http || producer.getHost() == null || !bare) {
            throw new WrongInput("--producer must be like http://127.0.0.1:8080, not '" + producer + "'");
        }
    }

    private static DataSource database(String url, String user) {
        if (!url.startsWith("jdbc:mysql://")) {
            throw new WrongInput("--database must be like jdbc:mysql://127.0.0.1:3306/shard_0, not '" + url + "'");
        }
        var source = new MysqlDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(environment(PASSWORD_VARIABLE));
        return source;
    }

    private static String environment(String variable) {
        return System.getenv().getOrDefault(variable, "").strip();
    }
}
