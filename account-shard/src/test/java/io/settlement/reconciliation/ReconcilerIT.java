package io.settlement.reconciliation;

import static io.settlement.reconciliation.ShardBook.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.settlement.ledger.ShardId;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

class ReconcilerIT {

    private static final ShardId HOME = new ShardId(0);
    private static final ShardId AWAY = new ShardId(1);

    private static TestDatabase database;
    private Books books;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = TestDatabase.start(2);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void writeBalancedBooks() throws SQLException {
        books = new Books(database);
    }

    static Stream<Plant> plants() {
        return Stream.of(BookPlants.all(), ItemPlants.all(), LegPlants.all()).flatMap(plants -> plants);
    }

    @ParameterizedTest
    @MethodSource("plants")
    void namesWhatIsPlanted(Plant plant) throws SQLException {
        var where = plant.deed().in(books);

        var report = reconcile();

        assertThat(report.conserved()).isFalse();
        assertThat(report.unread()).isEmpty();
        assertThat(report.breaks())
                .as("%s", report.breaks())
                .anyMatch(found -> found.kind() == plant.kind()
                        && found.shard().equals(where.shard().map(ShardBook::shard))
                        && found.subject().equals(where.subject()));
        assertThat(report.totals())
                .extracting(ShardTotals::sum)
                .satisfies(sums -> assertThat(sums.stream().allMatch(sum -> sum.signum() == 0))
                        .as("every sum is still zero")
                        .isEqualTo(plant.hidden()));
    }

    @Test
    void everyKindOfBreakIsPlanted() {
        var planted = plants().map(Plant::kind).collect(Collectors.toSet());

        assertThat(planted).containsAll(EnumSet.allOf(BreakKind.class));
    }

    @Test
    void provesBooksAtRest() {
        var report = reconcile();

        assertThat(report.breaks()).isEmpty();
        assertThat(report.conserved()).isTrue();
        assertThat(report.atRest()).isTrue();
        assertThat(report.lines())
                .containsExactly(
                        "CONSERVED currency=CNY shards=2 accounts=4 transfers=6 postings=24 legs=5 sum=0 in_flight=0 due=0",
                        "CONSERVED currency=USD shards=2 accounts=2 transfers=1 postings=7 legs=1 sum=0 in_flight=0 due=0");
    }

    @Test
    void provesBooksWithOpenTransfersWhichAreNotAtRest() throws SQLException {
        books.leaveOpen();

        var report = reconcile();

        assertThat(report.breaks()).isEmpty();
        assertThat(report.conserved()).isTrue();
        assertThat(report.atRest()).isFalse();
        assertThat(report.lines()).first().asString().endsWith("sum=0 in_flight=1150 due=-400");
    }

    @Test
    void countsWhatThereIs() {
        var home = reconcile().totals().get(0);

        assertThat(home)
                .isEqualTo(new ShardTotals(
                        HOME,
                        "CNY",
                        2,
                        5,
                        1,
                        0,
                        15,
                        2,
                        0,
                        3,
                        1,
                        1,
                        money(0),
                        money(0),
                        money(0),
                        money(2200),
                        money(-100_000)));
    }

    @Test
    void provesNothingWhileAShardIsAwayAndStillReadsTheOthers() throws SQLException {
        add(books.home, books.alice);
        var shards = Map.of(HOME, database.reader(0), AWAY, noConnection());

        var report = new Reconciler(shards).reconcile();

        assertThat(report.conserved()).isFalse();
        assertThat(report.atRest()).isFalse();
        assertThat(report.unread()).containsExactly(new UnreadShard(AWAY, "connect timed out"));
        assertThat(report.breaks()).extracting(Break::kind).contains(BreakKind.BALANCE_OFF);
        assertThat(report.breaks())
                .as("whether legs are missing cannot be known")
                .extracting(Break::kind)
                .doesNotContain(BreakKind.LEG_MISSING, BreakKind.LEG_WITHOUT_TRANSFER);
        assertThat(report.lines()).contains("UNREAD shard=1 why=\"connect timed out\"");
    }

    @Test
    void findsSwappedDatabases() {
        var swapped = Map.of(HOME, database.reader(1), AWAY, database.reader(0));

        var report = new Reconciler(swapped).reconcile();

        assertThat(report.breaks())
                .extracting(Break::kind, found -> found.shard().orElseThrow(), Break::found)
                .contains(
                        tuple(BreakKind.FOREIGN_DATABASE, HOME, "shard 1"),
                        tuple(BreakKind.FOREIGN_DATABASE, AWAY, "shard 0"));
    }

    @Test
    void showsNoBreakWhileMoneyMoves() throws Exception {
        var stop = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> moveMoney(stop));
        var reports = new ArrayList<ReconciliationReport>();
        while (reports.size() < 25 && !writer.isDone()) {
            reports.add(reconcile());
        }
        stop.set(true);
        writer.get();

        assertThat(reports)
                .hasSize(25)
                .allSatisfy(report -> assertThat(report.lines()).allMatch(line -> line.startsWith("CONSERVED")));
        assertThat(reports).as("the writer was at work").anyMatch(report -> !report.atRest());
        assertThat(reconcile().conserved()).isTrue();
    }

    @Test
    void showsNoBreakWhenATransferSettlesBeforeEachRead() {
        MovingDataSource.Event settle = () -> books.settle(books.home, books.away, order(books.alice, books.carol, 1));
        MovingDataSource.Event settleBack =
                () -> books.settle(books.away, books.home, order(books.carol, books.alice, 1));
        var moving = Map.<ShardId, DataSource>of(
                HOME, new MovingDataSource(database.reader(0), settle),
                AWAY, new MovingDataSource(database.reader(1), settleBack));

        var report = new Reconciler(moving).reconcile();

        assertThat(report.breaks()).isEmpty();
        assertThat(report.conserved()).isTrue();
        assertThat(report.atRest()).as("DUE may not be judged").isFalse();
    }

    @Test
    void readsAllOfAShardInOneSnapshot() throws SQLException {
        try (var connection = new ReadOnlyConnection(database.reader(0))) {
            connection.startSnapshot();
            books.settle(books.home, books.away, order(books.alice, books.carol, 5));

            assertThat(ShardView.readHead(connection).orElseThrow().entryNo()).isEqualTo(books.home.entryNo() - 2);
            assertThat(ShardView.read(HOME, connection).breaks()).isEmpty();
        }
    }

    @Test
    void givesThePooledConnectionBackAsItWas() throws SQLException {
        var before = session();

        reconcile();

        assertThat(session()).isEqualTo(before);
    }

    @Test
    void boundsWhatItKeepsOfOneKind() throws SQLException {
        books.home.debit(Stream.generate(() -> order(books.alice, books.carol, 1))
                .limit(Findings.MOST_OF_A_KIND + 5)
                .toArray(Moved[]::new));
        books.home.sql("UPDATE transfer SET destination_account_id = %d WHERE amount = 1", books.dave);
        books.home.sql("DELETE FROM posting WHERE amount = -1");

        var report = reconcile();

        assertThat(report.breaksLeftOut()).isTrue();
        assertThat(report.breaks())
                .filteredOn(found -> found.kind() == BreakKind.POSTING_MISSING)
                .hasSize(Findings.MOST_OF_A_KIND);
    }

    private ReconciliationReport reconcile() {
        return new Reconciler(Map.of(HOME, database.reader(0), AWAY, database.reader(1))).reconcile();
    }

    private void moveMoney(AtomicBoolean stop) {
        try {
            while (!stop.get()) {
                var batch = books.home.debit(
                        order(books.alice, books.carol, 3),
                        order(books.alice, books.nobody, 2),
                        order(books.bob, books.dave, 1));
                books.away.credit(batch.get(0), batch.get(2));
                books.away.refuse(batch.get(1));
                books.home.finish(List.of(batch.get(0), batch.get(2)), List.of(batch.get(1)));
                books.settle(books.away, books.home, order(books.carol, books.alice, 3));
                books.settle(books.away, books.home, order(books.dave, books.bob, 1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The servers have different names for the same settings. Each shows those that it has. */
    private List<Object> session() throws SQLException {
        var reader = new JdbcTemplate(database.reader(0));
        var id = reader.queryForObject("SELECT CONNECTION_ID()", Long.class);
        var variables = reader.queryForList("SHOW SESSION VARIABLES WHERE variable_name IN ('tx_isolation',"
                + " 'transaction_isolation', 'tx_read_only', 'transaction_read_only', 'in_transaction', 'autocommit',"
                + " 'net_write_timeout', 'sql_select_limit')");
        assertThat(variables).hasSizeGreaterThanOrEqualTo(5);
        var open = new JdbcTemplate(database.writer(0))
                .queryForObject(
                        "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ?",
                        Long.class,
                        id);
        try (var connection = database.reader(0).getConnection()) {
            return List.of(id, variables, open, connection.getNetworkTimeout(), connection.getAutoCommit());
        }
    }

    private static void add(ShardBook shard, long account) {
        shard.sql("UPDATE account SET balance = balance + 1 WHERE account_id = %d", account);
    }

    private static BigInteger money(long minorUnits) {
        return BigInteger.valueOf(minorUnits);
    }

    private static DataSource noConnection() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("connect timed out");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
    }
}
