package io.settlement.load.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrewTest {

    @Test
    void doesEveryTaskOnce() throws InterruptedException {
        var done = new ConcurrentSkipListSet<Integer>();
        Crew.forEach(1_000, 7, number -> assertThat(done.add(number)).isTrue());
        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void doesNothingWhereThereIsNothingToDo() throws InterruptedException {
        Crew.forEach(0, 7, number -> {
            throw new IllegalStateException("nobody asked");
        });
    }

    @Test
    void beginsNothingMoreAfterAFailure() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> Crew.forEach(1_000_000, 2, number -> {
                    begun.incrementAndGet();
                    throw new DoorFailure("closed");
                }))
                .isInstanceOf(DoorFailure.class)
                .hasMessage("closed");
        assertThat(begun).hasValueLessThanOrEqualTo(2);
    }
}
