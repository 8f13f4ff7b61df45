package io.settlement.live;

import io.settlement.live.DocumentState.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.DigestUtils;

/**
 * The guarded way in of one document. A text is put in force as a whole, or refused with a line in the log: if its schema
 * does not read it, if it says nothing where something was in force, if the document was removed. What was in force stays
 * then, and after a restart too, whatever stands in Nacos by then. Safe for any number of threads; pushes come in turn.
 */
public final class LiveDocument<T> {

    /** In the place of a sum where there is no text. */
    public static final String NONE = "none";

    private static final Logger log = LoggerFactory.getLogger(LiveDocument.class);

    private final String dataId;
    private final DocumentSchema<T> schema;
    private final Consumer<T> target;
    private final LastGood lastGood;
    private final Clock clock;

    private Optional<T> inForce = Optional.empty();
    private boolean heard;
    private long applied;
    private long refusals;
    private DocumentState state;

    /**
     * @param target puts what was read in force, all of it or by an exception nothing
     * @param folder where the last good text is kept; this process's alone
     */
    public LiveDocument(String dataId, DocumentSchema<T> schema, Consumer<T> target, Path folder, Clock clock) {
        this.dataId = dataId;
        this.schema = schema;
        this.target = target;
        this.lastGood = new LastGood(folder, dataId);
        this.clock = clock;
        this.state = new DocumentState(dataId, NONE, clock.instant(), false, Optional.empty());
    }

    public String dataId() {
        return dataId;
    }

    /** Puts in force what was in force when the process ran last, before anything is asked for. */
    public synchronized void restore() {
        try {
            lastGood.read().ifPresent(this::restore);
        } catch (IOException unreadable) {
            log.error("{} of the last run cannot be read from {}: {}", dataId, lastGood, unreadable.toString());
        }
    }

    private void restore(String text) {
        try {
            putInForce(text, schema.read(text));
            log.info("{} with md5 {} of the last run is in force again", dataId, md5(text));
        } catch (RuntimeException wrong) {
            log.error("{} with md5 {} of the last run does not fit any more: {}", dataId, md5(text), reason(wrong));
        }
    }

    /** @param text null where the document was removed */
    public synchronized void push(String text) {
        heard = true;
        take(text);
    }

    /** What was read at the start. A push that came before it is newer. */
    public synchronized void startWith(String text) {
        if (!heard) {
            take(text);
        }
    }

    public synchronized DocumentState state() {
        return state;
    }

    /** How many pushes are or were in force since the start. */
    synchronized long applied() {
        return applied;
    }

    synchronized long refusals() {
        return refusals;
    }

    private void take(String text) {
        if (text == null && inForce.isEmpty()) {
            state = notRefused();
            return;
        }
        try {
            if (!md5(text).equals(state.md5())) {
                putInForce(text, readable(text));
                keep(text);
            }
            state = notRefused();
            applied++;
            log.info("{} with md5 {} is in force", dataId, state.md5());
        } catch (RuntimeException wrong) {
            refuse(md5(text), reason(wrong));
        }
    }

    private DocumentState notRefused() {
        return new DocumentState(dataId, state.md5(), state.since(), false, state.lastRefusal());
    }

    private T readable(String text) {
        if (text == null) {
            throw new IllegalArgumentException("it was removed");
        }
        var content = schema.read(text);
        if (schema.isEmpty(content) && !inForce.map(schema::isEmpty).orElse(true)) {
            throw new IllegalArgumentException("it is empty, which would lift all that it said before at once");
        }
        return content;
    }

    private void putInForce(String text, T content) {
        target.accept(content);
        inForce = Optional.of(content);
        state = new DocumentState(dataId, md5(text), clock.instant(), state.refused(), state.lastRefusal());
    }

    private void keep(String text) {
        try {
            lastGood.write(text);
        } catch (IOException full) {
            log.error(
                    "{} is in force, but {} cannot be written for the next start: {}",
                    dataId,
                    lastGood,
                    full.toString());
        }
    }

    private void refuse(String md5, String reason) {
        Instant now = clock.instant();
        state = new DocumentState(dataId, state.md5(), state.since(), true, Optional.of(new Refusal(md5, reason, now)));
        refusals++;
        log.error("{} with md5 {} is refused, that with md5 {} stays in force: {}", dataId, md5, state.md5(), reason);
    }

    private static String reason(RuntimeException wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** A text's sum as Nacos shows it, for people who compare; {@link #NONE} where there is no text. It protects nothing. */
    public static String md5(String text) {
        return text == null ? NONE : DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
