using System.Net;
using System.Net.Http.Headers;
using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>
/// Downloads files: into <c>FILE.part</c>, going on where an earlier attempt broke off, renamed once the checksum is right.
/// </summary>
/// <param name="client">
/// Makes the requests; it follows no redirects; its own time limit is for a whole response and should be infinite.
/// </param>
public sealed class Download(HttpClient client)
{
    /// <summary>Ending of a file that is not complete.</summary>
    public const string Part = ".part";

    /// <summary>A connection that brings no byte for so long counts as broken.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Connections that may break in turn before giving up.</summary>
    private const int Attempts = 3;

    /// <summary>Most redirects that are followed.</summary>
    private const int Redirects = 10;

    /// <summary>
    /// A client for <see cref="Download"/>, which follows redirects itself: proxies as the environment says, no limit on the whole, 30 s to
    /// connect.
    /// </summary>
    public static HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30), AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("reproduction", "1.0"));
        return client;
    }

    /// <summary>Downloads a file, unless it is there with the right checksum already.</summary>
    /// <param name="address">Where it is served.</param>
    /// <param name="file">Where it shall stand; a file there with another checksum is replaced.</param>
    /// <param name="expected">The published checksum.</param>
    /// <param name="most">Bytes that the file has at most: beyond them nothing is taken.</param>
    /// <param name="progress">Told the bytes that are here, of how many.</param>
    /// <exception cref="BadInputException">
    /// The server cannot be reached, refuses, breaks off again and again, or serves something larger or with another checksum.
    /// </exception>
    public void Fetch(Uri address, string file, Checksum expected, long most, IProgress<Amount>? progress = null)
    {
        if (File.Exists(file) && expected.Agrees(Checksum.Of(file))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var part = file + Part;
        // Whoever may write to the folder could have laid a link or a second name of another file there, to be overwritten.
        if (!RegularFile.IsItsOwn(part) || Length(part) > most) File.Delete(part);
        var wasThere = File.Exists(part);
        Complete(address, part, most, progress);
        if (wasThere && !expected.Agrees(Checksum.Of(part)))
        {
            // The beginning was of something else: once more from the start.
            File.Delete(part);
            Complete(address, part, most, progress);
        }
        var found = Checksum.Of(part);
        if (!expected.Agrees(found))
        {
            File.Delete(part);
            throw new BadInputException(
                $"{address}: what it serves has {found}, expected {expected.Hex}, the published checksum; nothing was kept");
        }
        File.Move(part, file, overwrite: true);
        Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    private void Complete(Uri address, string part, long most, IProgress<Amount>? progress)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Length(part);
            try
            {
                Receive(address, part, most, progress);
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

    private void Receive(Uri address, string part, long most, IProgress<Amount>? progress)
    {
        using var silence = new CancellationTokenSource(Silence);
        var here = Length(part);
        using var response = Ask(address, here, silence.Token);

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && here > 0)
            return; // Nothing comes after what is here: whether it is complete, the checksum decides.
        if (!response.IsSuccessStatusCode)
            throw new BadInputException(
                $"{address}: the server answers {(int)response.StatusCode} ({Beginning(response.ReasonPhrase)}), expected the file");
        // A server that does not know ranges sends all of it again.
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == here;
        if (!goesOn)
        {
            File.Delete(part);
            here = 0;
        }
        var total = here + response.Content.Headers.ContentLength;
        if (total > most) throw TooLong(address, part, most);
        using var target = new FileStream(part, goesOn ? FileMode.Append : FileMode.CreateNew, FileAccess.Write);

        using var content = response.Content.ReadAsStream(silence.Token);
        var buffer = new byte[1 << 16];
        for (int read; (read = ReadWithin(content, buffer)) > 0;)
        {
            if (here + read > most) throw TooLong(address, part, most);
            target.Write(buffer, 0, read);
            here += read;
            progress?.Report(new Amount(address.Segments[^1], "bytes", here, total));
        }
        target.Flush();
        Disk.Flush(target, part);
        if (here < total) throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    private HttpResponseMessage Ask(Uri address, long from, CancellationToken silence)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
            var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, silence);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return response;
            using (response)
            {
                if (redirects == Redirects)
                    throw new BadInputException($"{address}: it redirects more than {Redirects} times, expected the file");
                if (!Uri.TryCreate(at, response.Headers.Location, out var target) || !MayLead(at, target))
                    throw new BadInputException(
                        $"{address}: it redirects to {Beginning(response.Headers.Location?.OriginalString ?? "no address")}, expected "
                        + "the file, or an address of the web");
                at = target;
            }
        }
    }

    /// <summary>From one address of the web to another, and never from a protected one to an open one.</summary>
    private static bool MayLead(Uri from, Uri to) =>
        to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);

    private static BadInputException TooLong(Uri address, string part, long most)
    {
        File.Delete(part);
        return new($"{address}: it serves more than the {most} bytes that the file has; nothing was kept");
    }

    /// <summary>A server may say anything for any length.</summary>
    private static string Beginning(string? reason) => reason is { Length: > 80 } ? $"{reason[..80]}…" : $"{reason}";

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
