package io.settlement.bench.measure;

import io.settlement.bench.contender.Profile;
import io.settlement.bench.workload.Population;
import io.settlement.bench.workload.Workload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs as if they had been measured. */
public final class Runs {

    private static final Quantiles MILLIS = new Quantiles(1, 2, 3);

    private Runs() {}

    /** Of one second and 2 s of the database's processor time. */
    public static Run settling(long transfers, String... breaks) {
        var use = new ProcessUse(Map.of("database", 2.0), Map.of("database", 100L * transfers), 3);
        return new Run(transfers, transfers, 1, MILLIS, MILLIS, use, List.of(breaks));
    }

    public static Series series(String contender, int clients, Run... runs) {
        var profile = new Profile(contender, "somehow", "anything", 1, 1);
        return new Series(profile, load(clients, 0), Arrays.asList(runs));
    }

    public static Series openSeries(String contender, double rate, Run... runs) {
        var profile = new Profile(contender, "somehow", "anything", 1, 1);
        return new Series(profile, load(1, rate), Arrays.asList(runs));
    }

    static Load load(int clients, double rate) {
        return new Load(Workload.UNIFORM, new Population(40, 4), clients, rate, Duration.ofSeconds(1), 1);
    }
}
