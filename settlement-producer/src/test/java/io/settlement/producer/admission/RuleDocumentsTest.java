package io.settlement.producer.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import io.settlement.live.DocumentSchema;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of degrade, param-flow, system and authority rules is read, and what is refused. Flow rules have their own. */
class RuleDocumentsTest {

    private static final Set<String> RESOURCES = Set.of("POST /v1/transfers", "debit shard-0");

    private final DegradeRuleDocument degrade = new DegradeRuleDocument(RESOURCES);
    private final ParamFlowRuleDocument paramFlow = new ParamFlowRuleDocument();
    private final SystemRuleDocument system = new SystemRuleDocument();
    private final AuthorityRuleDocument authority = new AuthorityRuleDocument(RESOURCES);

    @Test
    void readsDegradeRulesAsSentinelWritesThem() {
        var rules = degrade.read("""
                [{"resource":"debit shard-0","limitApp":"default","grade":0,"count":500.0,"slowRatioThreshold":0.5,
                  "timeWindow":10,"minRequestAmount":20,"statIntervalMs":2000},
                 {"resource":"POST /v1/transfers","grade":2,"count":9,"timeWindow":1}]""");

        assertThat(rules.get(0).getCount()).isEqualTo(500);
        assertThat(rules.get(0).getSlowRatioThreshold()).isEqualTo(0.5);
        assertThat(rules.get(0).getTimeWindow()).isEqualTo(10);
        assertThat(rules.get(0).getMinRequestAmount()).isEqualTo(20);
        assertThat(rules.get(0).getStatIntervalMs()).isEqualTo(2_000);
        assertThat(rules.get(1).getGrade()).isEqualTo(RuleConstant.DEGRADE_GRADE_EXCEPTION_COUNT);
        assertThat(rules.get(1).getMinRequestAmount()).as("Sentinel's default").isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"resource":"debit shard-9","count":9,"timeWindow":1}                              | unknown resource
            {"resource":"payer","count":9,"timeWindow":1}                                      | unknown resource
            {"resource":"debit shard-0","count":9}                                             | needs a timeWindow
            {"resource":"debit shard-0","count":9,"timeWindow":0}                              | timeWindow from 1 to 3600
            {"resource":"debit shard-0","count":9,"timeWindow":3601}                           | timeWindow from 1 to 3600
            {"resource":"debit shard-0","timeWindow":1}                                        | needs a count
            {"resource":"debit shard-0","count":0,"timeWindow":1}                              | from 1 to 600000
            {"resource":"debit shard-0","count":9,"timeWindow":1,"slowRatioThreshold":0}       | slowRatioThreshold from 0.01 to 1
            {"resource":"debit shard-0","count":9,"timeWindow":1,"slowRatioThreshold":1.1}     | slowRatioThreshold from 0.01 to 1
            {"resource":"debit shard-0","count":2,"timeWindow":1,"grade":1}                    | from 0.01 to 1
            {"resource":"debit shard-0","count":0,"timeWindow":1,"grade":2}                    | from 1 to 1000000
            {"resource":"debit shard-0","count":9,"timeWindow":1,"grade":3}                    | can have grade 0
            {"resource":"debit shard-0","count":9,"timeWindow":1,"minRequestAmount":0}         | minRequestAmount from 1
            {"resource":"debit shard-0","count":9,"timeWindow":1,"statIntervalMs":999}         | statIntervalMs from 1000
            {"resource":"debit shard-0","count":9,"timeWindow":1,"limitApp":"a"}               | limitApp default only
            {"resource":"debit shard-0","count":9,"timeWindow":1,"regex":true}                 | not a JSON list of degrade rules
            """)
    void refusesDegradeRules(String rule, String why) {
        refuses(degrade, rule, why);
    }

    @Test
    void readsParamFlowRulesAsSentinelWritesThem() {
        var rule = paramFlow.read("""
                [{"resource":"payer","limitApp":"default","grade":1,"paramIdx":0,"count":100.0,"controlBehavior":0,
                  "burstCount":0,"durationInSec":1,"clusterMode":false,
                  "paramFlowItemList":[{"object":"2465193472000100","count":5,"classType":"java.lang.String"}]}]""").get(0);

        assertThat(rule.getParamIdx()).isZero();
        assertThat(rule.getCount()).isEqualTo(100);
        assertThat(rule.getParamFlowItemList()).singleElement().satisfies(item -> {
            assertThat(item.getObject()).isEqualTo("2465193472000100");
            assertThat(item.getCount()).isEqualTo(5);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"resource":"debit shard-0","count":9}                                       | unknown resource
            {"resource":"payer"}                                                         | needs a count
            {"resource":"payer","count":-1}                                              | needs a count
            {"resource":"payer","count":1000001}                                         | needs a count
            {"resource":"payer","count":9,"paramIdx":1}                                  | paramIdx 0
            {"resource":"payer","count":9,"grade":0}                                     | grade 1
            {"resource":"payer","count":9,"controlBehavior":2}                           | hold request threads
            {"resource":"payer","count":9,"durationInSec":2}                             | durationInSec 1
            {"resource":"payer","count":9,"burstCount":5}                                | burstCount 0
            {"resource":"payer","count":9,"clusterMode":true}                            | clusterMode
            {"resource":"payer","count":9,"limitApp":"a"}                                | limitApp default only
            {"resource":"payer","count":9,"paramFlowItemList":[null]}                    | no account's id
            {"resource":"payer","count":9,"paramFlowItemList":[{"object":"ann","count":1}]} | no account's id
            {"resource":"payer","count":9,"paramFlowItemList":[{"object":"1"}]}          | item without a count
            {"resource":"payer","count":9,"paramFlowItemList":[{"object":"1","count":-1}]} | count of each item from 0
            {"resource":"payer","count":9,"paramFlowItemList":[{"object":"1","count":1,"classType":"long"}]} | classType
            """)
    void refusesParamFlowRules(String rule, String why) {
        refuses(paramFlow, rule, why);
    }

    @Test
    void readsSystemRulesAsSentinelWritesThem() {
        var rule = system.read("""
                [{"highestSystemLoad":-1.0,"highestCpuUsage":0.9,"qps":2000.0,"avgRt":-1,"maxThread":500}]""").get(0);

        assertThat(rule.getHighestSystemLoad()).as("not set").isNegative();
        assertThat(rule.getAvgRt()).as("not set").isNegative();
        assertThat(rule.getHighestCpuUsage()).isEqualTo(0.9);
        assertThat(rule.getQps()).isEqualTo(2_000);
        assertThat(rule.getMaxThread()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                           | bounds nothing
            {"qps":-1}                                   | bounds nothing
            {"qps":0}                                    | qps from 1
            {"qps":1000001}                              | qps from 1
            {"qps":-2}                                   | qps from 1
            {"avgRt":0}                                  | avgRt from 1
            {"maxThread":0}                              | maxThread from 1
            {"highestSystemLoad":0}                      | highestSystemLoad from 0.1
            {"highestCpuUsage":0}                        | highestCpuUsage from 0.01 to 1
            {"highestCpuUsage":80}                       | highestCpuUsage from 0.01 to 1
            {"qps":9,"resource":"POST /v1/transfers"}    | is for all requests
            {"qps":9,"burst":1}                          | not a JSON list of system rules
            """)
    void refusesSystemRules(String rule, String why) {
        refuses(system, rule, why);
    }

    @Test
    void readsAuthorityRulesAsSentinelWritesThem() {
        var rule = authority.read("""
                [{"resource":"POST /v1/transfers","limitApp":"0123456789ab,ba9876543210","strategy":1}]""").get(0);

        assertThat(rule.getLimitApp()).isEqualTo("0123456789ab,ba9876543210");
        assertThat(rule.getStrategy()).isEqualTo(RuleConstant.AUTHORITY_BLACK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"resource":"GET /v2","limitApp":"0123456789ab"}                            | unknown resource
            {"resource":"POST /v1/transfers"}                                           | needs a limitApp
            {"resource":"POST /v1/transfers","limitApp":""}                             | needs a limitApp
            {"resource":"POST /v1/transfers","limitApp":"ann"}                          | needs a limitApp
            {"resource":"POST /v1/transfers","limitApp":"0123456789ab,"}                | needs a limitApp
            {"resource":"POST /v1/transfers","limitApp":"0123456789ab","strategy":2}    | can have strategy 0
            """)
    void refusesAuthorityRules(String rule, String why) {
        refuses(authority, rule, why);
    }

    /** Sentinel would pass over the second one. */
    @Test
    void refusesTwoAuthorityRulesForOneEndpoint() {
        var one = "{\"resource\":\"POST /v1/transfers\",\"limitApp\":\"0123456789ab\"}";

        assertThatThrownBy(() -> authority.read("[" + one + "," + one + "]")).hasMessageContaining("two rules for");
    }

    private static void refuses(DocumentSchema<?> document, String rule, String why) {
        assertThatThrownBy(() -> document.read("[" + rule + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }
}
