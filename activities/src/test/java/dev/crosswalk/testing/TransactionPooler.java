package dev.crosswalk.testing;

import dev.crosswalk.database.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * As much of a pooler in transaction mode as a check needs: a client has a server connection from
 * its first message until the server is ready outside a transaction. For users without a password.
 */
public final class TransactionPooler implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;

  private final ServerSocket entrance;
  private final URI server;
  private final Endpoint endpoint;
  private final int size;
  private final boolean inTurn;
  private final BlockingDeque<Behind> idle = new LinkedBlockingDeque<>();
  private int opened;

  /** A connection to the server with what the server said when it was opened. */
  private record Behind(DataInputStream in, DataOutputStream out, ByteBuffer greeting) {}

  private record Message(int type, ByteBuffer body) {}

  /**
   * Opens a pooler before the endpoint's server.
   *
   * @param size server connections
   * @param inTurn whether they are dealt out in turn, instead of the last used one first
   */
  public TransactionPooler(Endpoint to, int size, boolean inTurn) {
    try {
      this.server = URI.create(to.jdbcUrl().substring("jdbc:".length()));
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    this.size = size;
    this.inTurn = inTurn;
    this.endpoint =
        new Endpoint(
            "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + server.getPath(),
            to.user(),
            to.password());
    start(this::accept);
  }

  /** The same database, through the pooler. */
  public Endpoint endpoint() {
    return endpoint;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        client.setTcpNoDelay(true);
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      byte[] startup = startup(in, out);
      fill(startup);
      Behind behind = take();
      give(behind);
      out.write(behind.greeting().array());
      while (true) {
        Message message = read(in);
        if (message.type() == 'X') {
          return;
        }
        exchange(message, in, out);
      }
    } catch (IOException | InterruptedException ended) {
      // The client has gone.
    }
  }

  /** One transaction; a client that leaves in the middle takes its server connection with it. */
  private void exchange(Message first, DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    Behind behind = take();
    Message ready;
    try {
      ready = transaction(first, in, out, behind);
      while (ready.body().get(0) != 'I') {
        write(out, ready);
        ready = transaction(read(in), in, out, behind);
      }
    } catch (IOException ended) {
      behind.out().close();
      leave();
      throw ended;
    }
    give(behind); // before the client hears that it may go on, as in a pooler of one thread
    write(out, ready);
  }

  private synchronized void leave() {
    opened--;
  }

  /** One exchange, up to the server's word that it is ready, which is returned. */
  private static Message transaction(
      Message first, DataInputStream in, DataOutputStream out, Behind behind) throws IOException {
    Message message = first;
    while (true) {
      write(behind.out(), message);
      if (message.type() == 'S' || message.type() == 'Q') {
        break;
      }
      message = read(in);
    }
    behind.out().flush();
    while (true) {
      Message answer = read(behind.in());
      if (answer.type() == 'Z') {
        return answer;
      }
      write(out, answer);
    }
  }

  private Behind take() throws InterruptedException {
    return idle.takeFirst();
  }

  private void give(Behind behind) {
    if (inTurn) {
      idle.addLast(behind);
    } else {
      idle.addFirst(behind);
    }
  }

  private synchronized void fill(byte[] startup) throws IOException {
    while (opened < size) {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(startup);
      ByteArrayOutputStream greeting = new ByteArrayOutputStream();
      Message message;
      do {
        message = read(in);
        write(new DataOutputStream(greeting), message);
      } while (message.type() != 'Z');
      idle.addLast(new Behind(in, out, ByteBuffer.wrap(greeting.toByteArray())));
      opened++;
    }
  }

  /** The client's first packet, after declining encryption. */
  private static byte[] startup(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int length = in.readInt();
      byte[] body = new byte[length - 4];
      in.readFully(body);
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      DataOutputStream writer = new DataOutputStream(packet);
      writer.writeInt(length);
      writer.write(body);
      if (ByteBuffer.wrap(body).getInt() != SSL_REQUEST) {
        return packet.toByteArray();
      }
      out.write('N');
    }
  }

  private static Message read(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    byte[] body = new byte[in.readInt() - 4];
    in.readFully(body);
    return new Message(type, ByteBuffer.wrap(body));
  }

  private static void write(DataOutputStream out, Message message) throws IOException {
    out.write(message.type());
    out.writeInt(message.body().capacity() + 4);
    out.write(message.body().array());
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "pooler");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entrance.close();
      for (Behind behind : idle) {
        behind.out().close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
