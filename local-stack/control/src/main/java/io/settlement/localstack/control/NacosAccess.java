package io.settlement.localstack.control;

import com.alibaba.nacos.api.PropertyKeyConst;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.NacosServer;
import java.util.Properties;

/**
 * Where a Nacos is and who asks. The namespace is always named: a client of 3.x reads the default namespace of a 2.x server
 * as empty, without a word.
 */
record NacosAccess(String address, String namespace, Credentials account) {

    /** A stack's own, as its administrator. */
    static NacosAccess of(NacosServer server) {
        return new NacosAccess(server.address(), server.namespace(), server.administrator());
    }

    Properties properties() {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, address);
        properties.setProperty(PropertyKeyConst.NAMESPACE, namespace);
        properties.setProperty(PropertyKeyConst.USERNAME, account.user());
        properties.setProperty(PropertyKeyConst.PASSWORD, account.password());
        return properties;
    }
}
