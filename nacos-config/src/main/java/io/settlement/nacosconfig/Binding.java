package io.settlement.nacosconfig;

import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Makes a service's record from a document, exactly as the service does, and tells why it cannot be made. */
final class Binding {

    private Binding() {}

    static void check(DocumentText text, Settings settings, List<String> troubles) {
        try (var validator = new LocalValidatorFactoryBean()) {
            validator.afterPropertiesSet();
            new Binder(new MapConfigurationPropertySource(settings.concerned(text.values())))
                    .bindOrCreate(
                            settings.prefix(), Bindable.of(settings.type()), new ValidationBindHandler(validator));
        } catch (BindException refused) {
            tell(text, settings, refused, troubles);
        }
    }

    private static void tell(DocumentText text, Settings settings, BindException refused, List<String> troubles) {
        var cause = NestedExceptionUtils.getMostSpecificCause(refused);
        if (refused.getCause() instanceof ConversionException) {
            var name = refused.getName().toString();
            troubles.add(text.trouble(
                    name,
                    name + ": '" + text.value(name) + "' is no "
                            + refused.getTarget()
                                    .getType()
                                    .resolve(Object.class)
                                    .getSimpleName()));
        } else if (cause instanceof BindValidationException invalid) {
            for (ObjectError error : invalid.getValidationErrors().getAllErrors()) {
                troubles.add(error instanceof FieldError field ? of(text, settings, field) : error.toString());
            }
        } else {
            troubles.add(text.trouble(settings.prefix(), DocumentText.oneLine(cause)));
        }
    }

    private static String of(DocumentText text, Settings settings, FieldError field) {
        var name = settings.prefix() + "." + DataObjectPropertyName.toDashedForm(field.getField());
        return text.trouble(name, name + ": '" + text.value(name) + "' " + field.getDefaultMessage());
    }
}
