package io.settlement.bench.contender;

/** Connector/J settings of the contenders, as its own performance guide recommends them. */
public final class DriverSettings {

    private static final String COMMON =
            "useLocalSessionState=true&elideSetAutoCommits=true&cacheServerConfiguration=true"
                    + "&maintainTimeStats=false&connectionTimeZone=UTC&cachePrepStmts=true&prepStmtCacheSize=512"
                    + "&prepStmtCacheSqlLimit=131072";

    /** Short statements, each prepared once on the server. */
    public static final String SINGLE_STATEMENTS = COMMON + "&useServerPrepStmts=true";

    /** Long statements, whose text the driver fills in: cheaper than thousands of server-side parameters. */
    public static final String LONG_STATEMENTS = COMMON;

    private DriverSettings() {}
}
