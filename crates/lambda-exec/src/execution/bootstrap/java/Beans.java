package ruststack;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes plain values of JSON the types that handlers ask for, and what handlers return plain values: as Jackson does with
 * the settings of AWS's runtime. Annotations count for nothing, as there.
 */
final class Beans {
    private Beans() {}

    // Reading.

    static Object read(Object value, Type type, Map<TypeVariable<?>, Type> bound) throws Exception {
        Class<?> raw = Types.raw(type, bound);
        if (raw == Optional.class) {
            return Optional.ofNullable(value == null ? null : read(value, Types.argument(type, 0, bound), bound));
        }
        if (value == null) {
            return raw.isPrimitive() && raw != void.class ? Array.get(Array.newInstance(raw, 1), 0) : null;
        }
        if (raw == Object.class || raw == java.io.Serializable.class) {
            return untyped(value);
        }
        if (raw == byte[].class && value instanceof String) {
            return Base64.getDecoder().decode((String) value);
        }
        if (raw.isArray()) {
            boolean isGeneric = type instanceof GenericArrayType;
            Type of = isGeneric ? ((GenericArrayType) type).getGenericComponentType() : raw.getComponentType();
            List<?> from = list(value);
            Object array = Array.newInstance(raw.getComponentType(), from.size());
            for (int i = 0; i < from.size(); i++) {
                Array.set(array, i, read(from.get(i), of, bound));
            }
            return array;
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            Collection<Object> into = collection(raw);
            for (Object member : list(value)) {
                into.add(read(member, Types.argument(type, 0, bound), bound));
            }
            return into;
        }
        if (value instanceof List && (((List<?>) value).size() <= 1)) {
            return ((List<?>) value).isEmpty() ? null : read(((List<?>) value).get(0), type, bound);
        }
        if (Map.class.isAssignableFrom(raw) && value instanceof Map) {
            return map((Map<?, ?>) value, type, raw, bound);
        }
        if (value instanceof Map && (raw.isPrimitive() || raw.isEnum() || raw.getName().startsWith("java."))) {
            throw Scalars.wrong("START_OBJECT", raw);
        }
        if (value instanceof Map) {
            return bean((Map<?, ?>) value, raw, Types.bound(type, bound));
        }
        return Scalars.read(value, raw);
    }

    private static Object untyped(Object value) {
        if (value instanceof Map) {
            Map<Object, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, member) -> map.put(name, untyped(member)));
            return map;
        }
        if (value instanceof List) {
            List<Object> list = new ArrayList<>();
            ((List<?>) value).forEach(member -> list.add(untyped(member)));
            return list;
        }
        return value instanceof BigDecimal ? (Object) ((BigDecimal) value).doubleValue() : value;
    }

    /** A single value stands for a list of one. */
    private static List<?> list(Object value) {
        return value instanceof List ? (List<?>) value : Collections.singletonList(value);
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> collection(Class<?> type) throws ReflectiveOperationException {
        if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
            return (Collection<Object>) type.getConstructor().newInstance();
        }
        for (Collection<Object> usual : Arrays.asList(
                new ArrayList<>(), new LinkedHashSet<>(), new TreeSet<>(), new ArrayDeque<>())) {
            if (type.isInstance(usual)) {
                return usual;
            }
        }
        throw Scalars.wrong("START_ARRAY", type);
    }

    @SuppressWarnings("unchecked")
    private static Object map(Map<?, ?> from, Type type, Class<?> raw, Map<TypeVariable<?>, Type> bound)
            throws Exception {
        boolean isPlain = raw.isInterface() || Modifier.isAbstract(raw.getModifiers());
        Map<Object, Object> into;
        if (!isPlain) {
            into = (Map<Object, Object>) raw.getConstructor().newInstance();
        } else {
            boolean isAny = raw.isAssignableFrom(LinkedHashMap.class);
            into = isAny ? new LinkedHashMap<>() : (Map<Object, Object>) (Map<?, ?>) new TreeMap<>();
        }
        for (Map.Entry<?, ?> member : from.entrySet()) {
            Object name = read(member.getKey(), Types.argument(type, 0, bound), bound);
            into.put(name, read(member.getValue(), Types.argument(type, 1, bound), bound));
        }
        return into;
    }

    private static Object bean(Map<?, ?> from, Class<?> type, Map<TypeVariable<?>, Type> bound) throws Exception {
        Bean bean = Bean.of(type);
        if (bean.isRecord) {
            return bean.record(from, bound);
        }
        Object made = bean.make();
        for (Map.Entry<?, ?> member : from.entrySet()) {
            bean.set(made, (String) member.getKey(), member.getValue(), bound);
        }
        return made;
    }

    static Object call(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause() instanceof Exception ? (Exception) error.getCause() : error;
        }
    }

    // Writing.

    /** What a handler returns, as plain values. Members that are null are left out. */
    static Object plain(Object value) throws Exception {
        return plain(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Object plain(Object value, Set<Object> open) throws Exception {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Optional) {
            return plain(((Optional<?>) value).orElse(null), open);
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof Date) {
            return ((Date) value).getTime();
        }
        if (value instanceof Instant) {
            Instant instant = (Instant) value;
            return BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
        }
        if (value instanceof byte[]) {
            return Base64.getEncoder().encodeToString((byte[]) value);
        }
        if (value instanceof char[]) {
            return new String((char[]) value);
        }
        if (value instanceof ByteBuffer) {
            ByteBuffer bytes = ((ByteBuffer) value).duplicate();
            byte[] whole = new byte[bytes.remaining()];
            bytes.get(whole);
            return Base64.getEncoder().encodeToString(whole);
        }
        if (value.getClass().getName().startsWith("java.") && !isMany(value)) {
            return value.toString();
        }
        if (!open.add(value)) {
            throw new IllegalArgumentException("Direct self-reference leading to cycle: " + value.getClass().getName());
        }
        Object plain = isMany(value) ? many(value, open) : members(value, open);
        open.remove(value);
        return plain;
    }

    private static boolean isMany(Object value) {
        return value instanceof Map || value instanceof Iterable || value.getClass().isArray();
    }

    private static Object many(Object value, Set<Object> open) throws Exception {
        if (value instanceof Map) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                if (member.getValue() != null) {
                    members.put(String.valueOf(member.getKey()), plain(member.getValue(), open));
                }
            }
            return members;
        }
        List<Object> values = new ArrayList<>();
        if (value instanceof Iterable) {
            for (Object member : (Iterable<?>) value) {
                values.add(plain(member, open));
            }
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                values.add(plain(Array.get(value, i), open));
            }
        }
        return values;
    }

    private static Map<String, Object> members(Object value, Set<Object> open) throws Exception {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : Bean.of(value.getClass()).get(value).entrySet()) {
            if (member.getValue() != null) {
                members.put(member.getKey(), plain(member.getValue(), open));
            }
        }
        return members;
    }

    /** Makes what is not public callable, where Java allows it. */
    static <T extends java.lang.reflect.AccessibleObject> T opened(T member) {
        try {
            member.setAccessible(true);
        } catch (RuntimeException closed) {
            // Of a module that is closed: then only what is public can be called.
        }
        return member;
    }

    static Constructor<?> shortest(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .min(java.util.Comparator.comparingInt(Executable::getParameterCount))
                .orElseThrow(() -> Scalars.wrong("START_OBJECT", type));
    }
}
