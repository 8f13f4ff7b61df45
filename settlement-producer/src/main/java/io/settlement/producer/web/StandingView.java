package io.settlement.producer.web;

import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.producer.operate.ShardSights.Sight;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has not ended on a shard or on several, and how the latest debits there have ended.
 *
 * @param journalEntries money transactions since the shards began; their rate is how busy the shards are
 */
@Schema(name = "Standing")
record StandingView(
        long openTransfers,
        long oldestOpenMillis,
        long parkedTransfers,
        List<InFlight> inFlight,
        List<Latest> latest,
        long journalEntries,
        long eventsWaiting) {

    /** CLEARING in one currency. */
    @Schema(name = "MoneyInFlight")
    record InFlight(String currency, String amount) {}

    /** How many of the latest debits stand so. */
    @Schema(name = "LatestTransfers")
    record Latest(String status, long transfers) {}

    static StandingView of(Sight sight) {
        return sum(List.of(sight));
    }

    static StandingView sum(List<Sight> sights) {
        return new StandingView(
                sights.stream()
                        .mapToLong(each -> each.figures().openTransfers())
                        .sum(),
                sights.stream()
                        .mapToLong(each -> each.figures().oldestOpen().toMillis())
                        .max()
                        .orElse(0),
                sights.stream().mapToLong(each -> each.figures().parked()).sum(),
                inFlight(sights),
                latest(sights),
                sights.stream().mapToLong(each -> each.journal().latest()).sum(),
                sights.stream().mapToLong(each -> each.journal().waiting()).sum());
    }

    /** Decimals of any size: the sum over many shards may be more than one account can hold. */
    private static List<InFlight> inFlight(List<Sight> sights) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        sights.forEach(each -> each.figures()
                .inFlight()
                .forEach((currency, minorUnits) -> sums.merge(
                        currency,
                        BigDecimal.valueOf(minorUnits, CurrencyCode.of(currency).scale()),
                        BigDecimal::add)));
        return sums.entrySet().stream()
                .map(sum -> new InFlight(sum.getKey(), sum.getValue().toPlainString()))
                .toList();
    }

    private static List<Latest> latest(List<Sight> sights) {
        Map<TransferStatus, Long> sums = new EnumMap<>(TransferStatus.class);
        sights.forEach(each -> each.latest().forEach((status, transfers) -> sums.merge(status, transfers, Long::sum)));
        return sums.entrySet().stream()
                .map(sum -> new Latest(sum.getKey().name(), sum.getValue()))
                .toList();
    }
}
