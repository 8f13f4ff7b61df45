package io.settlement.faults;

import io.settlement.faults.StatementEvent.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What went to which data source, in the order asked for; one log may serve all data sources of a program. It shows
 * that no transaction touches two shards. It grows until {@link #clear()}. Thread-safe.
 */
public final class StatementLog {

    /**
     * A statement as it was asked for, whether it then succeeded or not.
     *
     * @see StatementEvent for the components
     */
    public record Entry(
            String dataSource,
            long connection,
            long transaction,
            boolean autoCommit,
            long thread,
            Kind kind,
            String sql) {}

    /**
     * All that one thread did between the end of one transaction and the end of the next, on any data source: what a
     * caller above a sharding layer takes for one transaction.
     *
     * @param ended false when neither commit nor rollback has been asked for yet
     */
    public record LoggedTransaction(long thread, Set<String> dataSources, List<String> statements, boolean ended) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(StatementEvent event) {
        entries.add(new Entry(
                event.dataSource(),
                event.connection(),
                event.transaction(),
                event.autoCommit(),
                event.thread(),
                event.kind(),
                event.sql()));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized void clear() {
        entries.clear();
    }

    public List<Entry> entriesOn(String dataSource) {
        return entries().stream()
                .filter(entry -> entry.dataSource().equals(dataSource))
                .toList();
    }

    /** The transactions of more than one statement, in the order of their first statements' threads. */
    public List<LoggedTransaction> transactions() {
        Map<Long, List<List<Entry>>> byThread = new LinkedHashMap<>();
        for (Entry entry : entries()) {
            List<List<Entry>> transactions = byThread.computeIfAbsent(entry.thread(), thread -> new ArrayList<>());
            if (entry.kind() != Kind.STATEMENT) {
                transactions.add(new ArrayList<>());
            } else if (!entry.autoCommit()) {
                current(transactions).add(entry);
            }
        }
        List<LoggedTransaction> logged = new ArrayList<>();
        byThread.forEach((thread, transactions) -> logged.addAll(logged(thread, transactions)));
        return logged;
    }

    private static List<Entry> current(List<List<Entry>> transactions) {
        if (transactions.isEmpty()) {
            transactions.add(new ArrayList<>());
        }
        return transactions.get(transactions.size() - 1);
    }

    /** The second commit of a transaction over two data sources leaves an empty list, which is none. */
    private static List<LoggedTransaction> logged(long thread, List<List<Entry>> transactions) {
        List<LoggedTransaction> logged = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            List<Entry> statements = transactions.get(i);
            if (!statements.isEmpty()) {
                logged.add(logged(thread, statements, i < transactions.size() - 1));
            }
        }
        return logged;
    }

    private static LoggedTransaction logged(long thread, List<Entry> statements, boolean ended) {
        Set<String> dataSources = new TreeSet<>();
        statements.forEach(statement -> dataSources.add(statement.dataSource()));
        return new LoggedTransaction(
                thread, dataSources, statements.stream().map(Entry::sql).toList(), ended);
    }
}
