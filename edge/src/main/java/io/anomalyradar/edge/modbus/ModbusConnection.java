package io.anomalyradar.edge.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A connection to a controller, which answers one request after the other. Not thread-safe. */
final class ModbusConnection implements AutoCloseable {
    private static final int HEADER_BYTES = 6;
    private static final int MAX_LENGTH = 254;
    private static final int ERROR = 0x80;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int unit;
    private int transaction;

    private ModbusConnection(Socket socket, int unit) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.unit = unit;
    }

    /** @param timeoutMillis for the connection and for each answer */
    static ModbusConnection open(String host, int port, int unit, int timeoutMillis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            return new ModbusConnection(socket, unit);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * The bytes of {@code range}.
     *
     * @throws ModbusRefusal when the controller does not have it; the connection goes on
     * @throws IOException when the connection has ended, or what answers does not speak Modbus
     */
    byte[] read(ModbusRange range) throws IOException, ModbusRefusal {
        transaction = transaction + 1 & 0xffff;
        out.write(ByteBuffer.allocate(12)
                .putShort((short) transaction)
                .putShort((short) 0)
                .putShort((short) HEADER_BYTES)
                .put((byte) unit)
                .put((byte) range.table().function())
                .putShort((short) range.from())
                .putShort((short) range.count())
                .array());
        out.flush();
        return answer(in, transaction, unit, range);
    }

    /** The values in the answer to this transaction. */
    static byte[] answer(DataInputStream in, int transaction, int unit, ModbusRange range)
            throws IOException, ModbusRefusal {
        int answered = in.readUnsignedShort();
        int protocol = in.readUnsignedShort();
        int length = in.readUnsignedShort();
        if (protocol != 0 || length < 3 || length > MAX_LENGTH) {
            throw new IOException("what answers does not speak Modbus");
        }
        byte[] answer = in.readNBytes(length);
        if (answer.length < length || answered != transaction || (answer[0] & 0xff) != unit) {
            throw new IOException("the controller answers another request than the one sent");
        }
        int function = answer[1] & 0xff;
        if (function == (range.table().function() | ERROR)) {
            throw new ModbusRefusal(answer[2] & 0xff);
        }
        int bytes = answer[2] & 0xff;
        if (function != range.table().function() || bytes != range.bytes() || length != bytes + 3) {
            throw new IOException(
                    "the controller answers with " + bytes + " bytes where " + range.bytes() + " were asked for");
        }
        byte[] values = new byte[bytes];
        System.arraycopy(answer, 3, values, 0, bytes);
        return values;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }

    /** The controller answers with an error of the protocol. */
    static final class ModbusRefusal extends Exception {
        ModbusRefusal(int code) {
            super(
                    switch (code) {
                        case 1 -> "the controller does not have this function";
                        case 2 -> "the controller does not have this address";
                        case 3 -> "the controller refuses the number of registers";
                        case 4 -> "the controller has failed";
                        case 6 -> "the controller is busy";
                        case 10, 11 -> "the device behind the gateway does not answer";
                        default -> "the controller answers with error " + code;
                    },
                    null,
                    false,
                    false);
        }
    }
}
