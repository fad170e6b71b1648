using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reproduction.Specs.Data;

/// <summary>A server of files on this machine that can misbehave as servers and networks do. One connection, one request.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, Func<string?, (string Head, byte[] Body)>> answers = [];
    private readonly List<string> requests = [];
    private readonly Task serving;

    public LoopbackServer()
    {
        listener.Start();
        serving = Task.Run(Serve);
    }

    /// <summary>Its address, ending in a slash.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>What was asked for: path, and range where one was given.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests) return [.. requests];
        }
    }

    /// <summary>A client that asks it directly, whatever proxies the environment names.</summary>
    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Serves a file, from where a range begins.</summary>
    /// <param name="path">Such as <c>/file</c>.</param>
    /// <param name="content">The file.</param>
    /// <param name="breaksOffAfter">Bytes of an answer after which the connection ends; null for none.</param>
    /// <param name="knowsRanges">Whether it heeds a range.</param>
    public void Serves(string path, byte[] content, int? breaksOffAfter = null, bool knowsRanges = true) => answers[path] = range =>
    {
        var from = knowsRanges && range is not null ? int.Parse(range) : 0;
        if (from >= content.Length && from > 0) return ("416 Range Not Satisfiable\r\nContent-Length: 0", []);
        var rest = content[from..];
        var head = from > 0
            ? $"206 Partial Content\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\nContent-Length: {rest.Length}"
            : $"200 OK\r\nContent-Length: {rest.Length}";
        return (head, breaksOffAfter is { } most && most < rest.Length ? rest[..most] : rest);
    };

    /// <summary>Serves pieces until the other side has had enough, and never says how many.</summary>
    public void ServesForever(string path) => answers[path] = _ => ("200 OK\r\nTransfer-Encoding: chunked", []);

    /// <summary>Answers with a status and nothing else.</summary>
    public void Refuses(string path, string status) => answers[path] = _ => ($"{status}\r\nContent-Length: 0", []);

    public void Dispose()
    {
        listener.Stop();
        serving.Wait();
    }

    private void Serve()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = listener.AcceptTcpClient();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return;
            }
            using (client) Answer(client.GetStream());
        }
    }

    private void Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (reader.ReadLine()?.Split(' ') is not [_, var path, ..]) return;
        string? range = null;
        while (reader.ReadLine() is { Length: > 0 } header)
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                range = header["Range: bytes=".Length..].TrimEnd('-');
        lock (requests) requests.Add(range is null ? path : $"{path} from {range}");
        var (head, body) = answers.TryGetValue(path, out var answer) ? answer(range) : ("404 Not Found\r\nContent-Length: 0", []);
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"));
        stream.Write(body);
        if (!head.EndsWith("chunked", StringComparison.Ordinal)) return;
        try
        {
            while (true) stream.Write([.. Encoding.ASCII.GetBytes("400\r\n"), .. new byte[0x400], .. Encoding.ASCII.GetBytes("\r\n")]);
        }
        catch (IOException)
        {
            // The other side has had enough.
        }
    }
}
