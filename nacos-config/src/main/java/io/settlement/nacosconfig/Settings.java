package io.settlement.nacosconfig;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * One record of settings, and which of its keys may stand in Nacos. Addresses, secrets and whether a door is open stand in
 * each process's own file.
 *
 * @param prefix what the record is bound from
 * @param ownFile the components that may not stand in Nacos
 * @param companions what a service has in its own file, so that the record can be made here
 */
record Settings(String prefix, Class<?> type, Set<String> ownFile, Map<String, String> companions) {

    static Settings of(String prefix, Class<?> type) {
        return new Settings(prefix, type, Set.of(), Map.of());
    }

    Settings exceptFor(String... components) {
        return new Settings(prefix, type, Set.of(components), companions);
    }

    Settings beside(Map<String, String> others) {
        return new Settings(prefix, type, ownFile, others);
    }

    /** As they are written: lower case, with dashes. */
    Set<String> keys() {
        return components()
                .filter(key -> !ownFile.contains(key))
                .map(this::full)
                .collect(Collectors.toSet());
    }

    Set<String> keysOfOwnFile() {
        return ownFile.stream().map(this::full).collect(Collectors.toSet());
    }

    /** Of a document, what concerns this record, and what stands beside it. */
    Map<String, String> concerned(Map<String, String> document) {
        var values = new LinkedHashMap<>(companions);
        document.forEach((name, value) -> {
            if (name.startsWith(prefix + ".")) {
                values.put(name, value);
            }
        });
        return values;
    }

    private Stream<String> components() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> DataObjectPropertyName.toDashedForm(component.getName()));
    }

    private String full(String component) {
        return prefix + "." + component;
    }
}
