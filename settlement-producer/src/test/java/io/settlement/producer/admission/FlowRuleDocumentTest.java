package io.settlement.producer.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowRuleDocumentTest {

    private final FlowRuleDocument document = new FlowRuleDocument(Set.of("POST /v1/transfers", "debit shard-0"));

    @Test
    void readsRulesAsSentinelWritesThem() {
        var rules = document.read("""
                [{"resource":"POST /v1/transfers","limitApp":"default","grade":1,"count":20.0,"strategy":0,
                  "controlBehavior":0,"clusterMode":false},
                 {"resource":"debit shard-0","count":0}]""");

        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).getResource()).isEqualTo("POST /v1/transfers");
        assertThat(rules.get(0).getCount()).isEqualTo(20.0);
        assertThat(rules.get(0).getGrade()).isEqualTo(1);
        assertThat(rules.get(1).getCount()).isZero();
    }

    @Test
    void readsTheDocumentThatIsPublished() throws IOException {
        var published = ProjectRoot.locate().resolve("nacos-config/settlement-producer-flow-rules.json");

        assertThat(document.read(Files.readString(published))).isEmpty();
    }

    @Test
    void readsAnEmptyList() {
        assertThat(document.read("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                           | it is blank
            {}                                                           | not a JSON list
            null                                                         | not a JSON list
            [{"resource":"debit shard-0","count":1}                      | not a JSON list
            [{"resource":"debit shard-0","count":1}] x                   | not a JSON list
            [null]                                                       | rule 1 is null
            [{"resource":"debit shard-0","count":1,"burst":2}]           | not a JSON list
            [{"resource":"debit shard-0","count":1,"count":2}]           | not a JSON list
            [{"resource":"debit shard-9","count":1}]                     | unknown resource
            [{"count":1}]                                                | unknown resource
            [{"resource":"debit shard-0"}]                               | needs a count
            [{"resource":"debit shard-0","count":-1}]                    | needs a count
            [{"resource":"debit shard-0","count":1000001}]               | needs a count
            [{"resource":"debit shard-0","count":"NaN"}]                 | needs a count
            [{"resource":"debit shard-0","count":1,"grade":0}]           | grade 1
            [{"resource":"debit shard-0","count":1,"strategy":1}]        | strategy 0
            [{"resource":"debit shard-0","count":1,"controlBehavior":2}] | hold request threads
            [{"resource":"debit shard-0","count":1,"clusterMode":true}]  | clusterMode
            [{"resource":"debit shard-0","count":1,"limitApp":"a"}]      | limitApp
            """)
    void refusesWhatItCouldNotKeep(String text, String why) {
        assertThatThrownBy(() -> document.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    @Test
    void refusesADocumentThatHasNoEnd() {
        assertThatThrownBy(() -> document.read("[" + " ".repeat(70_000) + "]")).hasMessageContaining("longer than");
        assertThatThrownBy(() -> document.read("[" + "{\"resource\":\"debit shard-0\",\"count\":1},".repeat(200)
                        + "{\"resource\":\"debit shard-0\",\"count\":1}]"))
                .hasMessageContaining("more than 200");
    }
}
