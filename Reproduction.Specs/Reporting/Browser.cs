using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reproduction.Specs.Reporting;

/// <summary>
/// A real browser without a window, driven by its DevTools protocol: what a page looks like to someone who opens it. A package
/// that does this would bring hundreds of megabytes along.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly string profile;
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonNode> events = [];
    private string? tab;
    private string? session;
    private int calls;

    private Browser(string profile, Process process) => (this.profile, this.process) = (profile, process);

    /// <summary>Starts a browser; the spec is skipped with the reason where none is installed or it does not start.</summary>
    public static async Task<Browser> Start()
    {
        var path =
            Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"None of {string.Join(", ", Names)} is on the PATH.");
        var profile = Directory.CreateTempSubdirectory("browser-").FullName;
        var process = System.Diagnostics.Process.Start(new ProcessStartInfo(path!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
                $"--user-data-dir={profile}",
                "about:blank",
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var browser = new Browser(profile, process);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            said.AppendLine(line);
            const string mark = "DevTools listening on ";
            if (!line.StartsWith(mark, StringComparison.Ordinal)) continue;
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await browser.socket.ConnectAsync(new Uri(line[mark.Length..]), patience.Token);
            return browser;
        }
        await browser.DisposeAsync();
        Assert.Skip($"{path} does not start: {said}");
        return browser;
    }

    /// <summary>Opens a file in a fresh tab, and closes the tab before it.</summary>
    public async Task Open(string path, int width, bool dark, string media = "screen")
    {
        session = null;
        if (tab is not null) await Call("Target.closeTarget", new() { ["targetId"] = tab });
        events.Clear();
        tab = (string)(await Call("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        session =
            (string)(
                await Call("Target.attachToTarget",
                    new() { ["targetId"] = tab, ["flatten"] = true }))["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" }) await Call($"{domain}.enable", []);
        await Call("Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await Call("Emulation.setEmulatedMedia", new()
        {
            ["media"] = media,
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
        await Call("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri });
        while (!events.Any(happened => (string)happened["method"]! == "Page.loadEventFired")) await Receive();
    }

    /// <summary>The value of a script's expression in the page.</summary>
    public async Task<T> Evaluate<T>(string expression)
    {
        var answer = await Call("Runtime.evaluate",
            new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>The page's first sheet of A4 as a PDF.</summary>
    public async Task<byte[]> FirstPage()
    {
        await Call("Emulation.clearDeviceMetricsOverride", []);
        await Call("Emulation.setEmulatedMedia", new() { ["media"] = "" });
        var printed = await Call("Page.printToPDF",
            new() { ["paperWidth"] = 8.27, ["paperHeight"] = 11.69, ["pageRanges"] = "1", ["preferCSSPageSize"] = true });
        return Convert.FromBase64String((string)printed["data"]!);
    }

    /// <summary>What the page asked for, by address.</summary>
    public IEnumerable<string> Requests => Of("Network.requestWillBeSent").Select(parameters => (string)parameters["request"]!["url"]!);

    /// <summary>What stands on the page's console: exceptions, messages, warnings.</summary>
    public IEnumerable<string> Console =>
        new[] { "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" }.SelectMany(Of)
            .Select(parameters => parameters.ToJsonString());

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        // The browser's children may write a moment longer.
        for (var trial = 0; Directory.Exists(profile); trial++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException) when (trial < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private IEnumerable<JsonNode> Of(string method) =>
        events.Where(happened => (string)happened["method"]! == method).Select(happened => happened["params"]!);

    private async Task<JsonNode> Call(string method, JsonObject parameters)
    {
        var call = new JsonObject { ["id"] = ++calls, ["method"] = method, ["params"] = parameters };
        if (session is not null) call["sessionId"] = session;
        await socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true,
            TestContext.Current.CancellationToken);
        while (true)
        {
            var answer = await Receive();
            if ((int?)answer["id"] == calls)
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var message = JsonNode.Parse(text.ToArray())!;
        if (message["method"] is not null) events.Add(message);
        return message;
    }
}
