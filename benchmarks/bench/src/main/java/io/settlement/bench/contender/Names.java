package io.settlement.bench.contender;

/** What contenders are called in options and results. */
public final class Names {

    public static final String SETTLEMENT_BULK = "settlement-bulk";
    public static final String SETTLEMENT_SINGLE = "settlement-single";
    public static final String SETTLEMENT_INPROCESS = "settlement-inprocess";
    public static final String TEXTBOOK_ROCKETMQ = "textbook-rocketmq";
    public static final String XA = "xa";
    public static final String SEATA_AT = "seata-at";
    public static final String OUTBOX = "outbox";
    public static final String JDBC_LOCAL = "jdbc-local";
    public static final String JDBC_BOUND = "jdbc-bound";

    private Names() {}
}
