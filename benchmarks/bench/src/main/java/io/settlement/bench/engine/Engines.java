package io.settlement.bench.engine;

import io.settlement.localstack.Broker;
import io.settlement.localstack.DatabaseServer;
import java.nio.file.Path;
import java.util.Map;

/** What is there for contenders to run on. */
public interface Engines extends AutoCloseable {

    /** How many databases contenders spread accounts over, all of them on the one server. */
    int DATABASES = 4;

    /** The one server on which every contender keeps its books. */
    DatabaseServer database();

    /** The one broker. */
    Broker broker();

    /** For what a contender keeps in files: its log, an engine of its own. */
    Path folder();

    /** The processes whose cost is counted in every run, by name. */
    Map<String, Long> processes();

    @Override
    void close();
}
