using System.Net;
using System.Net.Http.Headers;

namespace Reproduction.Data;

/// <summary>
/// Downloads files: into <c>FILE.part</c>, going on where an earlier attempt broke off, renamed once the checksum is right.
/// </summary>
/// <param name="client">Makes the requests; its own time limit is for a whole response and should be infinite.</param>
public sealed class Download(HttpClient client)
{
    /// <summary>Ending of a file that is not complete.</summary>
    public const string Part = ".part";

    /// <summary>A connection that brings no byte for so long counts as broken.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Times that a broken connection is taken up again before giving up.</summary>
    private const int Attempts = 3;

    /// <summary>A client for <see cref="Download"/>: proxies as the environment says, no limit on the whole, 30 s to connect.</summary>
    public static HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("reproduction", "1.0"));
        return client;
    }

    /// <summary>Downloads a file, unless it is there with the right checksum already.</summary>
    /// <param name="address">Where it is served.</param>
    /// <param name="file">Where it shall stand; a file there with another checksum is replaced.</param>
    /// <param name="expected">The published checksum.</param>
    /// <param name="progress">Told the bytes that are here, of how many.</param>
    /// <exception cref="BadInputException">
    /// The server cannot be reached, refuses, breaks off again and again, or serves something with another checksum.
    /// </exception>
    public void Fetch(Uri address, string file, Checksum expected, IProgress<Amount>? progress = null)
    {
        if (File.Exists(file) && expected.Agrees(expected.Of(file))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var part = file + Part;
        var wasThere = File.Exists(part);
        Complete(address, part, progress);
        if (wasThere && !expected.Agrees(expected.Of(part)))
        {
            // The beginning was of something else: once more from the start.
            File.Delete(part);
            Complete(address, part, progress);
        }
        var found = expected.Of(part);
        if (!expected.Agrees(found))
        {
            File.Delete(part);
            throw new BadInputException($"{address}: what it serves has {found}; expected {expected.Hex}, the published checksum; nothing was kept");
        }
        File.Move(part, file, overwrite: true);
    }

    private void Complete(Uri address, string part, IProgress<Amount>? progress)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Length(part);
            try
            {
                Receive(address, part, progress);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or OperationCanceledException)
            {
                var here = Length(part);
                // Only what brings something is worth another attempt: no network, no waiting.
                if (attempt < Attempts && here > before) continue;
                var kept = here > 0 ? $"; {here} bytes are kept in {part}, the same command goes on from there" : "";
                throw new BadInputException($"{address}: {Reason(e)}{kept}", e);
            }
        }
    }

    private void Receive(Uri address, string part, IProgress<Amount>? progress)
    {
        using var silence = new CancellationTokenSource(Silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var here = Length(part);
        if (here > 0) request.Headers.Range = new RangeHeaderValue(here, null);
        using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && here > 0)
            return; // Nothing comes after what is here: whether it is complete, the checksum decides.
        if (!response.IsSuccessStatusCode)
            throw new BadInputException($"{address}: the server answers {(int)response.StatusCode} ({response.ReasonPhrase}); expected the file");
        // A server that does not know ranges sends all of it again.
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == here;
        using var target = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        if (!goesOn) here = 0;
        var total = here + response.Content.Headers.ContentLength;

        using var content = response.Content.ReadAsStream(silence.Token);
        var buffer = new byte[1 << 16];
        for (int read; (read = ReadWithin(content, buffer)) > 0;)
        {
            target.Write(buffer, 0, read);
            here += read;
            progress?.Report(new Amount(address.Segments[^1], "bytes", here, total));
        }
        target.Flush(flushToDisk: true);
        if (here < total) throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    private static int ReadWithin(Stream content, byte[] buffer)
    {
        using var silence = new CancellationTokenSource(Silence);
        try
        {
            return content.ReadAsync(buffer, silence.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            // A reset connection; told apart from a full disk, which is no reason to ask the server again.
            throw new HttpIOException(HttpRequestError.ResponseEnded, e.Message, e);
        }
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "no such server, or no network",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "cannot connect to the server",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection broke off",
        OperationCanceledException => $"no answer within {Silence.TotalSeconds} s",
        _ => e.Message.TrimEnd('.'),
    };
}
