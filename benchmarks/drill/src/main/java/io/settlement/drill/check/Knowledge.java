package io.settlement.drill.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was known of one growing number, and when; and what was read of it. */
final class Knowledge {

    private record Known(long since, long atLeast) {}

    private record Read(long start, long found, String what) {}

    private final List<Known> known = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    /** Somebody was told so much, and the answer had arrived at this moment. */
    void known(long since, long atLeast) {
        known.add(new Known(since, atLeast));
    }

    /** A read that was asked for at this moment found so much. */
    void read(long start, long found, String what) {
        reads.add(new Read(start, found, what));
    }

    /** Every read must show at least what somebody knew before it was asked for. */
    void check(String subject, Findings findings) {
        known.sort(Comparator.comparingLong(Known::since));
        reads.sort(Comparator.comparingLong(Read::start));
        int next = 0;
        long most = 0;
        for (var read : reads) {
            while (next < known.size() && known.get(next).since() < read.start()) {
                most = Math.max(most, known.get(next).atLeast());
                next++;
            }
            if (read.found() < most) {
                findings.add(FindingKind.READ_WENT_BACK, subject, "at least " + most, read.what());
            }
        }
    }
}
