package io.settlement.bench.workload;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who pays whom how often. */
public enum Workload {
    /** Payer and payee are any. */
    UNIFORM("uniform"),
    /** The n-th most popular account pays, and is paid, 1/n as often as the first: Zipf with exponent 1.0 on both sides. */
    ZIPF("zipf"),
    /** Everybody pays one merchant. */
    HOT_PAYEE("hot-payee"),
    /** One account pays everybody: salaries. */
    HOT_PAYER("hot-payer"),
    /** As uniform, but one payer in twenty has no money. */
    REJECTIONS("rejections");

    private final String word;

    Workload(String word) {
        this.word = word;
    }

    /** As it stands in options and results. */
    public String word() {
        return word;
    }

    public static Workload of(String word) {
        return Arrays.stream(values())
                .filter(workload -> workload.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + word + "'; there are "
                        + Arrays.stream(values()).map(Workload::word).collect(Collectors.joining(", "))));
    }
}
