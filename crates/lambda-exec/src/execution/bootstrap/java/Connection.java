package ruststack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 connection to the Runtime API. Loading Java's own client would take longer than all else of a start. */
final class Connection {
    private static final String API = "/2018-06-01/runtime/";

    private final String address;
    private final OutputStream out;
    private final InputStream in;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private int unread;

    /** The reply to a request. */
    static final class Reply {
        int status;
        final Map<String, String> headers = new HashMap<>();
        byte[] body = {};
    }

    Connection(String address) throws IOException {
        this.address = address;
        int colon = address.lastIndexOf(':');
        Socket socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** The next event. */
    Reply next() {
        try {
            put("GET", "invocation/next", new byte[0], "");
            Reply reply = flush();
            if (reply.status == 200) {
                return reply;
            }
        } catch (IOException gone) {
            // The emulator is gone, and nobody waits for us any more.
        }
        Runtime.getRuntime().halt(1);
        throw new IllegalStateException();
    }

    /** Something that goes out together with the next call: one packet less each way. Its reply is not looked at. */
    void post(String path, byte[] body, String errorType) throws IOException {
        System.out.flush();
        System.err.flush();
        String type = errorType == null ? "" : "Lambda-Runtime-Function-Error-Type: " + errorType + "\r\n";
        put("POST", path, body, "Content-Type: application/json\r\n" + type);
    }

    private void put(String method, String path, byte[] body, String headers) throws IOException {
        String head = method + " " + API + path + " HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: " + body.length;
        unsent.write((head + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
        unsent.write(body);
        unread++;
    }

    /** Sends all that is there, and gives the reply to the last of it. */
    Reply flush() throws IOException {
        unsent.writeTo(out);
        unsent.reset();
        Reply last = null;
        for (; unread > 0; unread--) {
            last = reply();
        }
        return last;
    }

    private Reply reply() throws IOException {
        Reply reply = new Reply();
        reply.status = Integer.parseInt(line().split(" ", 3)[1]);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            reply.headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
        reply.body = new byte[Integer.parseInt(reply.headers.getOrDefault("content-length", "0"))];
        for (int have = 0, more; have < reply.body.length; have += more) {
            more = in.read(reply.body, have, reply.body.length - have);
            if (more < 0) {
                throw new IOException("the connection broke off");
            }
        }
        return reply;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection broke off");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString("UTF-8");
    }
}
