package io.settlement.client.nacos;

import com.alibaba.nacos.api.PropertyKeyConst;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which Nacos is asked, and as whom.
 *
 * @param servers {@code host:port}, several with commas
 * @param namespace its id. Never the default one: a client of 3.x reads that of a 2.x server as empty, without a word
 * @param username empty where Nacos lets everybody in
 */
public record NacosRegistry(String servers, String namespace, String username, String password) {

    private static final Pattern SERVERS = Pattern.compile("[\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*");
    private static final Pattern NAMESPACE = Pattern.compile("[\\w.-]{1,128}");
    private static final Set<String> DEFAULT_NAMESPACES = Set.of("public", "");

    public NacosRegistry {
        require(SERVERS.matcher(servers).matches(), "a Nacos is named as HOST:PORT, not '" + servers + "'");
        require(
                NAMESPACE.matcher(namespace).matches() && !DEFAULT_NAMESPACES.contains(namespace),
                "a namespace of Nacos must be the id of one of its own, not '" + namespace + "'");
        require(username.isEmpty() == password.isEmpty(), "an account of Nacos and its password go together");
    }

    /** In the namespace {@code settlement}, without an account. */
    public static NacosRegistry at(String servers) {
        return new NacosRegistry(servers, "settlement", "", "");
    }

    public NacosRegistry withNamespace(String id) {
        return new NacosRegistry(servers, id, username, password);
    }

    public NacosRegistry withAccount(String name, String secret) {
        return new NacosRegistry(servers, namespace, name, secret);
    }

    Properties properties() {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, servers);
        properties.setProperty(PropertyKeyConst.NAMESPACE, namespace);
        properties.setProperty(PropertyKeyConst.USERNAME, username);
        properties.setProperty(PropertyKeyConst.PASSWORD, password);
        return properties;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Without the account. */
    @Override
    public String toString() {
        return "Nacos " + servers + ", namespace " + namespace;
    }
}
