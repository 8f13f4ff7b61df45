package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.producer.access.Caller;
import io.settlement.producer.access.RequiresScope;
import io.settlement.producer.operate.ProcessCounts;
import io.settlement.producer.operate.ShardSights;
import io.settlement.producer.operate.TransferTraces;
import io.settlement.producer.registry.RegisteredInstances;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the operator page shows. Looks only; whoever wants to do something has the commands of scripts/operator. */
@RestController
@RequestMapping(path = "/v1/operate", produces = MediaType.APPLICATION_JSON_VALUE)
class OperateController {

    private final ShardSights sights;
    private final TransferTraces traces;
    private final ProcessCounts counts;
    private final OperatorHealth health;
    private final ObjectProvider<RegisteredInstances> instances;
    private final Clock clock;
    private final String host;

    OperateController(
            ShardSights sights,
            TransferTraces traces,
            ProcessCounts counts,
            OperatorHealth health,
            ObjectProvider<RegisteredInstances> instances,
            Clock clock,
            @Value("${settlement.nacos.advertised-ip}") String host) {
        this.sights = sights;
        this.traces = traces;
        this.counts = counts;
        this.health = health;
        this.instances = instances;
        this.clock = clock;
        this.host = host;
    }

    /** Before every answer: what is shown is everybody's. */
    @ModelAttribute
    void requireOperator(@Parameter(hidden = true) Caller caller) {
        caller.requireOperator();
    }

    @GetMapping("/figures")
    @RequiresScope(Scope.OPERATE)
    FiguresView figures(HttpServletRequest request) {
        var started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return FiguresView.of(
                text(clock.instant()), host + ":" + request.getLocalPort(), text(started), sights.standing(), counts);
    }

    private static String text(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
    }

    @GetMapping("/transfers/{transferId}")
    @RequiresScope(Scope.OPERATE)
    ResponseEntity<Object> transfer(@PathVariable String transferId) {
        return traces.find(Fields.transfer(transferId))
                .<ResponseEntity<Object>>map(trace -> ResponseEntity.ok(TransferTraceView.of(trace)))
                .orElseGet(() -> Problems.answer(Problems.transferUnknown()));
    }

    @GetMapping("/health")
    @RequiresScope(Scope.OPERATE)
    HealthView health() {
        return health.view();
    }

    @GetMapping("/instances")
    @RequiresScope(Scope.OPERATE)
    InstancesView instances() {
        var registered = instances.getIfAvailable();
        return registered == null ? InstancesView.withoutRegistry() : InstancesView.of(registered.seen());
    }

    @GetMapping("/parked")
    @RequiresScope(Scope.OPERATE)
    ParkedView parked() {
        return ParkedView.of(sights.parked());
    }
}
