package io.settlement.client;

/**
 * The HTTP door, typed. Every method blocks until it knows the outcome, or throws one of the three {@link SettlementException}s
 * that say what is known. Thread-safe; make one and keep it.
 *
 * <pre>{@code
 * var client = SettlementClient.of(ClientOptions.of(apiKey, URI.create("https://settlement.example:8080")));
 * var request = TransferRequest.of("1024", "2049", new BigDecimal("12.30"), "CNY");
 * store(request);                                     // with its key: after a crash it is sent again
 * Transfer transfer = client.transfers().send(request);
 * }</pre>
 */
public final class SettlementClient {

    private final Accounts accounts;
    private final Transfers transfers;
    private final Statements statements;

    private SettlementClient(Tries tries) {
        accounts = new Accounts(tries);
        transfers = new Transfers(tries);
        statements = new Statements(tries);
    }

    public static SettlementClient of(ClientOptions options) {
        return new SettlementClient(new Tries(options));
    }

    public Accounts accounts() {
        return accounts;
    }

    public Transfers transfers() {
        return transfers;
    }

    public Statements statements() {
        return statements;
    }
}
