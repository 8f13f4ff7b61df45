package io.settlement.producer.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyRoomTest {

    @Test
    void refusesWhatHasNoRoomAndTakesItOnceOthersAreAnswered() {
        var room = new BodyRoom(100);
        assertThat(room.take(60)).isTrue();
        assertThat(room.take(60)).isFalse();
        assertThat(room.take(40)).as("what was refused has taken nothing").isTrue();
        room.giveBack(60);
        assertThat(room.take(60)).isTrue();
        assertThat(room.take(1)).isFalse();
    }

    @Test
    void holdsFourThousandBodiesInAQuarterOfTheHeap() {
        var room = new BodyRoom(BodyRoom.BYTES);
        int bodies = 0;
        while (room.take(BodyRoom.OF_EACH)) {
            bodies++;
        }
        assertThat(bodies).isEqualTo(4096);
        assertThat(BodyRoom.BYTES).isEqualTo((512L << 20) / 4);
    }
}
