package ruststack;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The properties of a class: its getters, setters and public fields, in the order of its fields.
 *
 * <p>AWS's own classes of events are known by name there, with rules for each. Here two rules do for all of them: a name is
 * taken in any spelling ({@code eventSourceARN}, {@code x-amz-id-2}), and what has no setter is put into its field.
 */
final class Bean {
    private static final Map<Class<?>, Bean> KNOWN = new ConcurrentHashMap<>();
    private static final String[] EVENTS = {
        "com.amazonaws.services.lambda.runtime.events.", "com.amazonaws.services.s3.event.",
        "com.amazonaws.services.dynamodbv2.model."
    };

    private final Class<?> type;
    private final boolean isEvent;
    final boolean isRecord;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Property> spelled = new HashMap<>();

    private static final class Property {
        Field field;
        Method getter;
        Method setter;
    }

    static Bean of(Class<?> type) {
        Bean known = KNOWN.get(type);
        if (known == null) {
            known = new Bean(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private Bean(Class<?> type) {
        this.type = type;
        isEvent = java.util.Arrays.stream(EVENTS).anyMatch(type.getName()::startsWith);
        isRecord = type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record");
        Deque<Class<?>> line = new ArrayDeque<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            line.push(at);
        }
        for (Class<?> at : line) {
            for (Field field : at.getDeclaredFields()) {
                int kind = field.getModifiers();
                if (!Modifier.isStatic(kind) && !Modifier.isTransient(kind) && !field.isSynthetic()) {
                    property(field.getName()).field = field;
                }
            }
        }
        for (Method method : type.getMethods()) {
            boolean isOwn = method.getDeclaringClass() != Object.class;
            if (isOwn && !method.isBridge() && !Modifier.isStatic(method.getModifiers())) {
                sort(method);
            }
        }
        properties.forEach((name, property) -> spelled.put(anyhow(name), property));
    }

    private void sort(Method method) {
        String name = method.getName();
        int count = method.getParameterCount();
        Class<?> gives = method.getReturnType();
        if (isRecord && count == 0 && properties.containsKey(name)) {
            property(name).getter = Beans.opened(method);
        } else if (name.length() > 3 && name.startsWith("get") && count == 0 && gives != void.class) {
            property(decapitalized(name.substring(3))).getter = Beans.opened(method);
        } else if (name.length() > 2 && name.startsWith("is") && count == 0 && gives == boolean.class) {
            Property property = property(decapitalized(name.substring(2)));
            property.getter = property.getter == null ? Beans.opened(method) : property.getter;
        } else if (name.length() > 3 && name.startsWith("set") && count == 1) {
            Property property = property(decapitalized(name.substring(3)));
            boolean fits = property.field != null && property.field.getType() == method.getParameterTypes()[0];
            property.setter = property.setter == null || fits ? Beans.opened(method) : property.setter;
        }
    }

    private Property property(String name) {
        return properties.computeIfAbsent(name, unknown -> new Property());
    }

    /** As the rules of Java's beans have it: {@code getURL} is of {@code URL}, {@code getName} of {@code name}. */
    private static String decapitalized(String name) {
        if (name.length() > 1 && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String anyhow(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** What can be seen of an object. */
    Map<String, Object> get(Object of) throws Exception {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, Property> entry : properties.entrySet()) {
            Property property = entry.getValue();
            if (property.getter != null) {
                members.put(entry.getKey(), Beans.call(property.getter, of));
            } else if (property.field != null && Modifier.isPublic(property.field.getModifiers())) {
                members.put(entry.getKey(), Beans.opened(property.field).get(of));
            }
        }
        return members;
    }

    /** A new object. One of AWS's events may have only constructors with parameters: these get nothing. */
    Object make() throws Exception {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException("Cannot construct instance of `" + type.getName()
                    + "` (no Creators, like default constructor, exist): abstract types need a concrete type");
        }
        Constructor<?> constructor = Beans.opened(Beans.shortest(type));
        int count = constructor.getParameterCount();
        if (count > 0 && !isEvent) {
            throw new IllegalArgumentException(
                    "Cannot construct instance of `" + type.getName() + "` (no Creators, like default constructor, exist)");
        }
        Object[] nothing = new Object[count];
        for (int i = 0; i < count; i++) {
            nothing[i] = Beans.read(null, constructor.getParameterTypes()[i], Collections.emptyMap());
        }
        return constructor.newInstance(nothing);
    }

    Object record(Map<?, ?> from, Map<TypeVariable<?>, Type> bound) throws Exception {
        Constructor<?> canonical = null;
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            canonical = constructor.getParameterCount() == properties.size() ? constructor : canonical;
        }
        Object[] values = new Object[properties.size()];
        int at = 0;
        for (Map.Entry<String, Property> entry : properties.entrySet()) {
            values[at++] = Beans.read(from.get(entry.getKey()), entry.getValue().field.getGenericType(), bound);
        }
        return Beans.opened(canonical).newInstance(values);
    }

    void set(Object of, String name, Object value, Map<TypeVariable<?>, Type> bound) throws Exception {
        Property property = isEvent ? spelled.get(anyhow(name)) : properties.get(name);
        if (property == null) {
            return;
        }
        boolean isOpen = property.field != null && (isEvent || Modifier.isPublic(property.field.getModifiers()));
        if (property.setter != null) {
            Beans.call(property.setter, of, read(value, property.setter.getGenericParameterTypes()[0], bound));
        } else if (isOpen) {
            Beans.opened(property.field).set(of, read(value, property.field.getGenericType(), bound));
        }
    }

    /** Times of AWS's events are seconds. */
    private Object read(Object value, Type type, Map<TypeVariable<?>, Type> bound) throws Exception {
        if (isEvent && type == Date.class && value instanceof Number) {
            return new Date(new BigDecimal(value.toString()).movePointRight(3).longValue());
        }
        return Beans.read(value, type, bound);
    }
}
