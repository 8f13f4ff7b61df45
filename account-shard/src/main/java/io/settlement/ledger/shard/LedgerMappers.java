package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.config.GlobalConfig;
import com.baomidou.mybatisplus.spring.MybatisSqlSessionFactoryBean;
import javax.sql.DataSource;
import org.apache.ibatis.session.ExecutorType;
import org.mybatis.spring.MyBatisExceptionTranslator;
import org.mybatis.spring.SqlSessionTemplate;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * MyBatis-Plus over the routing data source. Mapped statements run in the transaction that is open on the thread, next
 * to the multi-row statements of {@link LedgerSession}.
 */
final class LedgerMappers {

    private final SqlSessionTemplate template;

    LedgerMappers(DataSource routing) {
        this(routing, AccountMapper.class, StatementMapper.class, OpenWorkMapper.class);
    }

    LedgerMappers(DataSource routing, Class<?>... mappers) {
        var configuration = new MybatisConfiguration();
        // By name, not by position: a shuffled SELECT once swapped two ids without a word.
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setMapUnderscoreToCamelCase(true);
        for (var mapper : mappers) {
            configuration.addMapper(mapper);
        }
        try {
            var factory = new MybatisSqlSessionFactoryBean();
            factory.setDataSource(routing);
            factory.setConfiguration(configuration);
            factory.setGlobalConfig(new GlobalConfig().setBanner(false));
            template = new SqlSessionTemplate(factory.getObject(), ExecutorType.SIMPLE, bySqlState());
        } catch (Exception wrongMapper) {
            throw new IllegalStateException("the ledger's mappers cannot be built", wrongMapper);
        }
    }

    /** By the error alone. Spring's default asks the connection what it is, and a lost one's answer is another shard's. */
    private static MyBatisExceptionTranslator bySqlState() {
        return new MyBatisExceptionTranslator(SQLStateSQLExceptionTranslator::new, false);
    }

    <T> T get(Class<T> mapper) {
        return template.getMapper(mapper);
    }
}
