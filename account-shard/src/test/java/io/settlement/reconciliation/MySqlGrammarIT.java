package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A build without a MySQL runs the proof on MariaDB only; this reads it with ShardingSphere's MySQL grammar, which at least
 * refuses what is MariaDB's own. Not a unit test: the grammar takes its time.
 */
class MySqlGrammarIT {

    @ParameterizedTest
    @MethodSource("io.settlement.reconciliation.ProofQueryTest#queries")
    void everyFileIsMySql(ProofQuery query) {
        var parser = new SQLParserEngine("MySQL", new CacheOption(1, 1));

        assertThatCode(() -> parser.parse(query.sql(), false)).doesNotThrowAnyException();
    }
}
