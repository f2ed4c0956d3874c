package ruststack;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;

/** Texts, numbers and booleans of JSON, as the type that is asked for. */
final class Scalars {
    private static final int NANOS = 1_000_000_000;

    private Scalars() {}

    static Object read(Object value, Class<?> type) throws Exception {
        String text = value instanceof BigDecimal ? value.toString() : String.valueOf(value);
        boolean isText = value instanceof String;
        if (type == String.class || type == CharSequence.class) {
            return text;
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                Enum<?> one = (Enum<?>) constant;
                if (isText ? one.name().equals(text) : value.equals(one.ordinal())) {
                    return constant;
                }
            }
            return null;
        }
        if (isText && text.isEmpty()) {
            return Beans.read(null, type, Collections.emptyMap());
        }
        if (type == boolean.class || type == Boolean.class) {
            boolean isTrue = value.equals(true) || text.equals("true");
            if (isTrue || value.equals(false) || text.equals("false")) {
                return isTrue;
            }
            if (value instanceof Integer) {
                return !value.equals(0);
            }
            throw wrong(token(value), type);
        }
        if (type == char.class || type == Character.class) {
            if (isText && text.length() == 1) {
                return text.charAt(0);
            }
            throw wrong(token(value), type);
        }
        Class<?> boxed = type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0).getClass() : type;
        if (Number.class.isAssignableFrom(boxed) && boxed.getName().startsWith("java.")) {
            return number(value, text, boxed);
        }
        if (type == ByteBuffer.class && isText) {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text));
        }
        if (value instanceof Number && Date.class == type) {
            return new Date(((Number) value).longValue());
        }
        if (value instanceof Number && type == Instant.class) {
            BigDecimal seconds = new BigDecimal(text);
            BigDecimal nanos = seconds.remainder(BigDecimal.ONE).multiply(BigDecimal.valueOf(NANOS));
            return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
        }
        if (isText) {
            return parsed(text, type);
        }
        throw wrong(token(value), type);
    }

    private static Object number(Object value, String text, Class<?> type) {
        if (!(value instanceof Number || value instanceof String)) {
            throw wrong(token(value), type);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text.trim());
        } catch (NumberFormatException none) {
            String name = "`" + type.getName() + "`";
            throw new IllegalArgumentException(
                    "Cannot deserialize value of type " + name + " from String \"" + text + "\": not a valid value");
        }
        if (type == BigDecimal.class) {
            return number;
        }
        if (type == Double.class) {
            return number.doubleValue();
        }
        if (type == Float.class) {
            return number.floatValue();
        }
        BigInteger whole = number.toBigInteger();
        if (type == BigInteger.class) {
            return whole;
        }
        if (type == Number.class) {
            return value instanceof BigDecimal ? (Number) number.doubleValue() : (Number) value;
        }
        int bits = type == Long.class ? 64 : type == Integer.class ? 32 : type == Short.class ? 16 : 8;
        if (whole.bitLength() >= bits) {
            throw new IllegalArgumentException("Numeric value (" + text + ") out of range of " + type.getSimpleName());
        }
        switch (bits) {
            case 64:
                return whole.longValue();
            case 32:
                return whole.intValue();
            case 16:
                return whole.shortValue();
            default:
                return whole.byteValue();
        }
    }

    /** A value that its own class makes of a text: times, identifiers, addresses. */
    private static Object parsed(String text, Class<?> type) throws Exception {
        if (type == Date.class) {
            return Date.from(java.time.OffsetDateTime.parse(text).toInstant());
        }
        for (String name : new String[] {"parse", "fromString", "create", "forName", "of"}) {
            for (Class<?> takes : new Class<?>[] {String.class, CharSequence.class}) {
                try {
                    Method method = type.getMethod(name, takes);
                    if (Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType())) {
                        return Beans.call(method, null, text);
                    }
                } catch (NoSuchMethodException next) {
                    // Another name, then.
                }
            }
        }
        if (type.getName().startsWith("java.")) {
            return type.getConstructor(String.class).newInstance(text);
        }
        throw wrong("VALUE_STRING", type);
    }

    private static String token(Object value) {
        return value instanceof Boolean ? "VALUE_BOOLEAN" : value instanceof String ? "VALUE_STRING" : "VALUE_NUMBER";
    }

    static IllegalArgumentException wrong(String token, Class<?> type) {
        return new IllegalArgumentException(
                "Cannot deserialize value of type `" + type.getName() + "` from JSON (token `JsonToken." + token + "`)");
    }
}
