package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProofQueryTest {

    private static final Path PROOF =
            Path.of(System.getProperty("settlement.root", "..")).resolve("sql/proof");

    static Stream<ProofQuery> queries() {
        return Stream.concat(
                ProofQuery.PROPERTIES.stream(), Stream.of(ProofQuery.TOTALS, ProofQuery.SOURCES, ProofQuery.LEGS));
    }

    @Test
    void everyFileOfTheProofIsRun() throws IOException {
        try (var files = Files.walk(PROOF)) {
            var names = files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> PROOF.relativize(file).toString().replace(".sql", ""))
                    .toList();

            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(
                            queries().map(ProofQuery::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void isOneSelectWithoutWhatOneOfTheEnginesLacks(ProofQuery query) {
        assertThat(statement(query))
                .containsPattern("^(SELECT|WITH RECURSIVE) ")
                .doesNotContain(";", "FOR UPDATE", "AS new", "FULL JOIN");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void answersInTheColumnsOfABreak(ProofQuery query) {
        var select = query.sql().substring(query.sql().indexOf("break_kind"));

        assertThat(List.of("currency", "subject", "expected", "found"))
                .allSatisfy(column -> assertThat(select).containsPattern("AS " + column + "\\b"));
    }

    static Stream<ProofQuery> properties() {
        return ProofQuery.PROPERTIES.stream();
    }

    @Test
    void bringsItsOwnBound() {
        assertThat(new ProofQuery("any", "SELECT 1").atMost(7)).isEqualTo("SELECT 1\nLIMIT 7");
    }

    private static String statement(ProofQuery query) {
        return query.sql().lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    }
}
