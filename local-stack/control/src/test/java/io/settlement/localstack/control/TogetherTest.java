package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TogetherTest {

    @Test
    void doesAllStepsAtTheSameTime() throws Exception {
        var both = new CountDownLatch(2);
        Together.Step step = () -> {
            both.countDown();
            both.await();
        };

        Together.run(List.of(step, step));

        assertThat(both.getCount()).isZero();
    }

    @Test
    void interruptsTheOthersWhenOneFailsAndWaitsForThem() {
        var begun = new CountDownLatch(1);
        var cleanedUp = new AtomicBoolean();
        Together.Step endless = () -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
            } finally {
                cleanedUp.set(true);
            }
        };
        Together.Step failing = () -> {
            begun.await();
            throw new Refused("no");
        };

        assertThatThrownBy(() -> Together.run(List.of(endless, failing))).isInstanceOf(Refused.class);
        assertThat(cleanedUp).isTrue();
    }

    @Test
    void goesOnWithTheOthersWhereAllMustBeTried() {
        var done = new AtomicBoolean();
        Together.Step failing = () -> {
            throw new Refused("no");
        };

        assertThatThrownBy(() -> Together.runAll(List.of(failing, () -> done.set(true))))
                .isInstanceOf(Refused.class);
        assertThat(done).isTrue();
    }
}
