package io.settlement.live;

import java.time.Instant;
import java.util.Optional;

/**
 * What a process runs of one document, and what it refused last.
 *
 * @param md5 of the text in force, as Nacos shows it; {@link LiveDocument#NONE} where there is none
 * @param since when this process put it in force, or began without one
 * @param refused whether what was pushed last is not in force
 * @param lastRefusal of this process; stays when a good push has followed
 */
public record DocumentState(String dataId, String md5, Instant since, boolean refused, Optional<Refusal> lastRefusal) {

    /**
     * A push that changed nothing.
     *
     * @param md5 of its text; {@link LiveDocument#NONE} where the document was removed
     * @param reason in one line
     */
    public record Refusal(String md5, String reason, Instant at) {}
}
