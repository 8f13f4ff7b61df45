package io.settlement.bench.report;

import io.settlement.bench.measure.Series;
import io.settlement.bench.workload.Workload;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** One chart for each workload: settled transfers per second by contender, the fastest first, with the spread as error bars. */
public final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LABEL_DEGREES = 30;
    private static final Color BARS = new Color(0x33, 0x66, 0x99);

    private Charts() {}

    /** File name of a workload's chart. */
    static String nameOf(Workload workload) {
        return workload.word() + ".png";
    }

    public static void write(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var workload : results.workloads()) {
            var shown = withFigures(workload, results);
            if (!shown.isEmpty()) {
                BitmapEncoder.saveBitmap(
                        chart(workload, shown), folder.resolve(nameOf(workload)).toString(), BitmapFormat.PNG);
            }
        }
    }

    /** What a workload's chart shows, the fastest first; there is no chart of nothing. */
    static List<Series> withFigures(Workload workload, Results results) {
        return results.best().stream()
                .filter(series -> series.workload() == workload)
                .filter(series -> !series.figures().isEmpty())
                .sorted(Series.FASTEST_FIRST)
                .toList();
    }

    private static CategoryChart chart(Workload workload, List<Series> shown) {
        var chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(workload.word() + ": settled transfers per second, median and range")
                .build();
        var style = chart.getStyler();
        style.setLegendVisible(false);
        style.setLegendPosition(LegendPosition.InsideNE);
        style.setXAxisLabelRotation(LABEL_DEGREES);
        style.setSeriesColors(new Color[] {BARS});
        style.setChartBackgroundColor(Color.WHITE);
        style.setLabelsVisible(true);
        style.setYAxisDecimalPattern("#,##0");
        chart.addSeries(
                "settled",
                shown.stream().map(series -> series.contender().name()).toList(),
                shown.stream().map(Series::median).toList(),
                halfRanges(shown));
        return chart;
    }

    private static List<Double> halfRanges(List<Series> shown) {
        return shown.stream()
                .map(series -> series.spread() * series.median() / 2)
                .toList();
    }
}
