package dev.crosswalk.testing;

import dev.crosswalk.database.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A network between a client and its server that a test can disturb: hold back what the server
 * says, or lose one answer.
 */
public final class Relay implements AutoCloseable {
  /** Small, so that little is under way when the rest is held back. */
  private static final int BUFFER = 1 << 16;

  private final ServerSocket entrance;
  private final InetSocketAddress server;
  private boolean held;
  private volatile @Nullable String lost;

  /** Opens a way to the endpoint's server. */
  public Relay(Endpoint to) {
    try {
      server = new InetSocketAddress(InetAddress.getLoopbackAddress(), uri(to).getPort());
      entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start(this::accept);
  }

  private static URI uri(Endpoint endpoint) {
    return URI.create(endpoint.jdbcUrl().substring("jdbc:".length()));
  }

  /** A database of the server, through this. */
  public Endpoint endpoint(Endpoint to) {
    return new Endpoint(
        "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + uri(to).getPath(),
        to.user(),
        to.password());
  }

  /** From now on nothing that the server says arrives. */
  public synchronized void hold() {
    held = true;
  }

  /** Lets everything arrive, also what was held back. */
  public synchronized void release() {
    held = false;
    notifyAll();
  }

  /** The next time that somebody sends this text, its answer is lost with the connection. */
  public void loseAnswerTo(String text) {
    lost = text;
  }

  /** Whether the answer has been lost. */
  public boolean hasLost() {
    return lost == null;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket behind = new Socket();
        behind.setReceiveBufferSize(BUFFER);
        behind.connect(server);
        client.setSendBufferSize(BUFFER);
        client.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        boolean[] loses = new boolean[1];
        start(() -> copy(client, behind, loses, true));
        start(() -> copy(behind, client, loses, false));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void copy(Socket from, Socket to, boolean[] loses, boolean forth) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (forth) {
          notice(new String(bytes, 0, read, StandardCharsets.ISO_8859_1), loses);
        } else if (!mayPass(loses)) {
          return;
        }
        out.write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException ended) {
      // One side has gone; closing tells the other.
    }
  }

  private synchronized void notice(String sent, boolean[] loses) {
    if (lost != null && sent.contains(lost)) {
      loses[0] = true;
    }
  }

  private synchronized boolean mayPass(boolean[] loses) throws InterruptedException {
    while (held) {
      wait();
    }
    if (loses[0]) {
      lost = null;
    }
    return !loses[0];
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    release();
    try {
      entrance.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
