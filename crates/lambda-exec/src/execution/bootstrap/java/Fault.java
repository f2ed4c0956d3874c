package ruststack;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a caller is told instead of a response: an error of the handler's, or one in finding it. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String OWN = Fault.class.getPackage().getName() + ".";

    /** The class of the error; nothing if there was none. */
    final String type;
    private final String trace;

    /** Whether the process ends behind it. */
    final boolean isFatal;

    private Fault(String message, String type, String trace, boolean isFatal) {
        super(message, null, false, false);
        this.type = type;
        this.trace = trace;
        this.isFatal = isFatal;
    }

    /** A sentence of the runtime's own. */
    static Fault saying(String message) {
        return new Fault(message, null, null, false);
    }

    /** Another sentence about an error. */
    static Fault saying(String message, Throwable error, boolean isFatal) {
        return new Fault(message, error.getClass().getName(), trace(error), isFatal);
    }

    static Fault of(Throwable error, boolean isFatal) {
        String message = error.getLocalizedMessage();
        return saying(message == null ? error.getClass().getName() : message, error, isFatal);
    }

    /** As the log shows it. */
    String report() {
        if (type == null) {
            return getMessage() + "\n";
        }
        return getMessage() + ": " + type + "\n" + trace + "\n";
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("errorMessage", getMessage());
        if (type != null) {
            members.put("errorType", type);
        }
        return members;
    }

    byte[] payload() {
        return Json.write(members()).getBytes(StandardCharsets.UTF_8);
    }

    private static String trace(Throwable error) {
        cut(error);
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Takes the frames below the handler off, of an error and all that are behind it. */
    static <T extends Throwable> T cut(T error) {
        cut(error, Collections.newSetFromMap(new IdentityHashMap<>()));
        return error;
    }

    private static void cut(Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return;
        }
        StackTraceElement[] frames = error.getStackTrace();
        for (int own = 0; own < frames.length; own++) {
            if (frames[own].getClassName().startsWith(OWN)) {
                error.setStackTrace(java.util.Arrays.copyOf(frames, own));
                break;
            }
        }
        cut(error.getCause(), seen);
        for (Throwable suppressed : error.getSuppressed()) {
            cut(suppressed, seen);
        }
    }
}
