package io.settlement.producer.web;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.producer.admission.ShardBulkheads;
import io.settlement.producer.admission.ShardBulkheads.Ending;
import io.settlement.producer.admission.ShardBulkheads.Pass;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.UnmappedSlot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps requests that wait for a dead shard's database from taking all threads of the door. The shard of a request is
 * read from the id in its path; what is answered later waits in a lane and not on a thread, and is let through.
 */
@Configuration(proxyBeanMethods = false)
class ShardDoor implements WebMvcConfigurer, HandlerInterceptor {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int MOST_CALLS = 8;
    private static final int MOST_OPENINGS = 5;
    private static final int MOST_WAITING_TO_OPEN = 32;
    private static final Duration PATIENCE_OF_OPENINGS = Duration.ofMillis(500);
    private static final String PASS = ShardDoor.class.getName() + ".pass";

    private final ShardedDatabase database;
    private final ShardBulkheads calls = new ShardBulkheads(MOST_CALLS, PATIENCE);

    /**
     * Apart from the calls: the first opening in a currency waits for all shards, and says nothing of its own. Openings come
     * in crowds, and to turn one away that is asked for again costs more than to let it wait: so they wait for longer, but
     * on half of the door's threads at most.
     */
    private final ShardBulkheads openings =
            new ShardBulkheads(MOST_OPENINGS, PATIENCE_OF_OPENINGS, MOST_WAITING_TO_OPEN);

    ShardDoor(ShardedDatabase database) {
        this.database = database;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Before the check of ownership, which asks the shard whose an account is; after the flow rules, so that a
        // request which they turn away takes no place here and says nothing of the shard.
        registry.addInterceptor(this).addPathPatterns("/v1/**").order(Ordered.HIGHEST_PRECEDENCE + 1);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!isAnsweredLater(handler)) {
            shardOf(request).ifPresent(shard -> request.setAttribute(PASS, enter(calls, shard)));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception thrown) {
        if (request.getAttribute(PASS) instanceof Pass pass) {
            request.removeAttribute(PASS);
            boolean silent = response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value();
            pass.leave(silent ? Ending.SILENT : Ending.ANSWERED);
        }
    }

    /** Opens an account in this slot, if not too many wait to be opened there. */
    <T> T opening(Slot slot, Supplier<T> open) {
        var pass = enter(openings, database.shardOf(slot));
        try {
            return open.get();
        } finally {
            pass.leave(Ending.UNJUDGED);
        }
    }

    /** Whether one request at a time is let through to the shard, because those before had no answer. */
    boolean isCircuitOpen(ShardId shard) {
        return calls.isSilent(shard);
    }

    private static Pass enter(ShardBulkheads bulkheads, ShardId shard) {
        return bulkheads.enter(shard).orElseThrow(() -> new ShardCrowded(shard));
    }

    private static boolean isAnsweredLater(Object handler) {
        return handler instanceof HandlerMethod method
                && CompletableFuture.class.isAssignableFrom(
                        method.getReturnType().getParameterType());
    }

    /** Empty where the path names nobody, or what no shard can have; the latter is refused further in. */
    private Optional<ShardId> shardOf(HttpServletRequest request) {
        var variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> named
                ? Stream.of("accountId", "transferId")
                        .map(named::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .flatMap(id -> shardOf(id).stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<ShardId> shardOf(String id) {
        try {
            return Optional.of(database.shardOf(Slot.of(Long.parseLong(id))));
        } catch (NumberFormatException | UnmappedSlot notAnId) {
            return Optional.empty();
        }
    }
}
