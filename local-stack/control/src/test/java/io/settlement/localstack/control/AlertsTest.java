package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ProjectRoot;
import io.settlement.localstack.control.Observability.Alert;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts, their pages in the runbook and their tests belong together: none is without the others. */
class AlertsTest {

    private static final Path PAGES = ProjectRoot.locate().resolve("docs/runbook/alerts");

    private final List<Alert> alerts = Observability.alerts();

    @Test
    void everyAlertHasAPageThatSaysWhatItMeansWhereToLookAndWhatToDo() {
        assertThat(alerts)
                .hasSizeGreaterThan(20)
                .allSatisfy(alert -> assertThat(Observability.text(alert.runbook()))
                        .startsWith("# " + alert.name() + "\n")
                        .containsSubsequence("**Meaning.**", "**Look here.**", "**Do this.**"));
        assertThat(alerts).extracting(Alert::name).doesNotHaveDuplicates();
    }

    @Test
    void everyPageBelongsToAnAlertAndIsListedWithItsSeverity() {
        var pages = Observability.files(PAGES, ".md").stream()
                .filter(page -> !page.endsWith("README.md"))
                .toList();
        assertThat(alerts).extracting(Alert::runbook).containsExactlyInAnyOrderElementsOf(pages);

        var listed = Observability.text(PAGES.resolve("README.md")).lines().filter(line -> line.startsWith("| ["));
        assertThat(listed)
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> "| [" + alert.name() + "]("
                                + alert.runbook().getFileName() + ") | " + alert.severity() + " |")
                        .toList());
    }

    /** What the tests say is shown by promtool, in AlertRulesIT. */
    @Test
    void everyAlertIsTestedSilentAndFiring() {
        var tests = Stream.of(Observability.text(Observability.PROMETHEUS.resolve("alerts.test.yaml"))
                        .split("\n  - name: "))
                .toList();
        assertThat(alerts).allSatisfy(alert -> {
            var own = tests.stream()
                    .filter(test -> test.startsWith(alert.name() + "\n") || test.startsWith(alert.name() + ","))
                    .toList();
            var looks = "(?s).*alertname: " + alert.name() + "\\s+eval_time: \\w+\\s+%s.*";
            assertThat(own)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(test)
                            .matches(looks.formatted("- alertname"))
                            .matches(looks.formatted("exp_alerts:\\s+- exp_labels")));
        });
    }

    @Test
    void alertsAndPagesNameNoMetricThatThereIsNot() {
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(Observability.undocumented(alert.rule())).isEmpty();
            assertThat(Observability.undocumented(asServed(Observability.text(alert.runbook()))))
                    .isEmpty();
        });
    }

    /** People name a histogram as the document does, without the endings that it is served under; settlement_control is a database. */
    private static String asServed(String page) {
        return page.replace("settlement_control", "")
                .replaceAll("`(settlement_\\w+_(seconds|size_\\w+))`", "`$1_count`");
    }
}
