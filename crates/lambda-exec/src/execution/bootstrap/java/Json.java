package ruststack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as plain values: maps, lists, texts, numbers ({@code BigDecimal} for those with a fraction), booleans and null. */
final class Json {
    /** How deep arrays and objects may lie in one another. */
    private static final int DEPTH = 1000;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.peek() != 0) {
            throw json.wrong();
        }
        return value;
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        enter();
        for (char mark = ','; mark == ','; mark = after()) {
            if (peek() == '}' && members.isEmpty()) {
                continue;
            }
            if (peek() != '"') {
                throw wrong();
            }
            String name = string();
            if (after() != ':') {
                throw wrong();
            }
            members.put(name, value());
        }
        leave('}');
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        enter();
        for (char mark = ','; mark == ','; mark = after()) {
            if (peek() == ']' && values.isEmpty()) {
                continue;
            }
            values.add(value());
        }
        leave(']');
        return values;
    }

    private void enter() {
        at++;
        if (++depth > DEPTH) {
            throw new IllegalArgumentException("JSON lies more than " + DEPTH + " levels deep");
        }
    }

    private void leave(char end) {
        depth--;
        if (text.charAt(at - 1) != end) {
            throw wrong();
        }
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; ; at++) {
            char next = here();
            if (next == '"') {
                at++;
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        at++;
        char kind = here();
        int known = "btnfr".indexOf(kind);
        if (known >= 0) {
            return "\b\t\n\f\r".charAt(known);
        }
        if (kind != 'u') {
            return kind;
        }
        try {
            at += 4;
            here();
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        } catch (NumberFormatException noDigits) {
            throw wrong();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
                return new BigDecimal(digits);
            }
            BigInteger whole = new BigInteger(digits);
            if (whole.bitLength() < 32) {
                return whole.intValue();
            }
            return whole.bitLength() < 64 ? (Number) whole.longValue() : whole;
        } catch (NumberFormatException none) {
            at = start;
            throw wrong();
        }
    }

    /** The next character behind space; zero at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Takes the next character behind space. */
    private char after() {
        char next = peek();
        at++;
        if (next == 0) {
            throw wrong();
        }
        return next;
    }

    private char here() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("Unexpected end or character of JSON at position " + at);
    }

    /** Writes plain values. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map) {
            String before = "{";
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                out.append(before);
                quote(member.getKey().toString(), out);
                out.append(':');
                write(member.getValue(), out);
                before = ",";
            }
            out.append(before.equals("{") ? "{}" : "}");
        } else if (value instanceof List) {
            String before = "[";
            for (Object member : (List<?>) value) {
                out.append(before);
                write(member, out);
                before = ",";
            }
            out.append(before.equals("[") ? "[]" : "]");
        } else if (value == null || value instanceof Boolean || value instanceof Number && isFinite((Number) value)) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    private static boolean isFinite(Number number) {
        boolean isFloat = number instanceof Double || number instanceof Float;
        return !isFloat || !(Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue()));
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            int known = "\b\t\n\f\r\"\\".indexOf(next);
            if (known >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(known));
            } else if (next < ' ') {
                out.append(String.format("\\u%04X", (int) next));
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }
}
