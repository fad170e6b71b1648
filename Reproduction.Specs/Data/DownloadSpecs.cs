using System.Security.Cryptography;
using Reproduction.Data;
using Reproduction.Files;

namespace Reproduction.Specs.Data;

public sealed class DownloadSpecs : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];
    private static readonly Checksum Expected = new Checksum(Convert.ToHexStringLower(SHA256.HashData(Content)));

    private readonly TemporaryFolder folder = new();
    private readonly LoopbackServer server = new();
    private readonly HttpClient client = LoopbackServer.NewClient();

    private string Target => folder["downloads/file.bin"];

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_is_downloaded_checked_and_put_in_place()
    {
        server.Serves("/file.bin", Content);
        var amounts = new Told();

        Fetch(amounts);

        File.ReadAllBytes(Target).Should().Equal(Content);
        Directory.GetFiles(folder["downloads"]).Should().ContainSingle("no part is left");
        amounts.All.Should().NotBeEmpty().And.OnlyContain(amount => amount.Work == "file.bin" && amount.Total == Content.Length);
        amounts.All[^1].Done.Should().Be(Content.Length);
    }

    [Fact]
    public void A_file_that_is_there_with_the_right_checksum_is_not_asked_for()
    {
        server.Serves("/file.bin", Content);
        Fetch();

        Fetch();

        server.Requests.Should().Equal("/file.bin");
    }

    [Fact]
    public void A_file_that_is_there_with_another_checksum_is_replaced()
    {
        Directory.CreateDirectory(folder["downloads"]);
        File.WriteAllBytes(Target, [1, 2, 3]);
        server.Serves("/file.bin", Content);

        Fetch();

        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_download_goes_on_where_an_earlier_one_broke_off()
    {
        WritePart(Content[..2000]);
        server.Serves("/file.bin", Content);

        Fetch();

        server.Requests.Should().Equal("/file.bin from 2000");
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_server_that_does_not_know_ranges_sends_all_of_it_again()
    {
        WritePart(Content[..2000]);
        server.Serves("/file.bin", Content, knowsRanges: false);

        Fetch();

        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_complete_part_needs_only_its_checksum()
    {
        WritePart(Content);
        server.Serves("/file.bin", Content);

        Fetch();

        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_part_of_something_else_is_thrown_away_and_the_file_downloaded_from_its_start()
    {
        WritePart(new byte[2000]);
        server.Serves("/file.bin", Content);

        Fetch();

        server.Requests.Should().Equal("/file.bin from 2000", "/file.bin");
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_connection_that_breaks_off_is_taken_up_again_as_long_as_it_brings_something()
    {
        server.Serves("/file.bin", Content, breaksOffAfter: 2000);

        Fetch();

        server.Requests.Should().Equal("/file.bin", "/file.bin from 2000", "/file.bin from 4000");
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void After_three_attempts_what_is_here_is_kept_and_the_message_says_so()
    {
        server.Serves("/file.bin", Content, breaksOffAfter: 1000);

        Fetching().Should().Throw<BadInputException>()
            .WithMessage(
                $"*/file.bin: the connection broke off; 3000 bytes are kept in {Target}.part, the same command goes on from there");

        server.Serves("/file.bin", Content);
        Fetch();
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_connection_that_brings_nothing_is_given_up_at_once()
    {
        server.Serves("/file.bin", Content, breaksOffAfter: 0);

        Fetching().Should().Throw<BadInputException>().WithMessage("*/file.bin: the connection broke off");

        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public void Another_content_than_the_published_one_is_not_kept()
    {
        server.Serves("/file.bin", [1, 2, 3]);

        Fetching().Should().Throw<BadInputException>()
            .WithMessage($"*/file.bin: what it serves has SHA256 *, expected {Expected.Hex}, the published checksum; nothing was kept");

        Directory.GetFiles(folder["downloads"]).Should().BeEmpty();
    }

    [Theory]
    [InlineData("404 Not Found", "404 (Not Found)")]
    [InlineData("503 Service Unavailable", "503 (Service Unavailable)")]
    public void A_server_that_refuses_is_quoted(string status, string quoted)
    {
        server.Refuses("/file.bin", status);

        Fetching().Should().Throw<BadInputException>().WithMessage($"*/file.bin: the server answers {quoted}, expected the file");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/file.bin")]
    public void A_redirect_to_anything_but_the_web_is_not_followed(string target)
    {
        server.Refuses("/file.bin", $"302 Found\r\nLocation: {target}");

        Fetching().Should().Throw<BadInputException>()
            .WithMessage($"*/file.bin: it redirects to {target}, expected the file, or an address of the web");

        Directory.GetFiles(folder["downloads"]).Should().BeEmpty();
    }

    [Fact]
    public void A_redirect_within_the_web_is_followed_but_not_for_ever()
    {
        server.Refuses("/file.bin", "301 Moved\r\nLocation: /elsewhere/file.bin");
        server.Serves("/elsewhere/file.bin", Content);
        WritePart(Content[..2000]);

        Fetch();

        server.Requests.Should().Equal("/file.bin from 2000", "/elsewhere/file.bin from 2000");
        File.ReadAllBytes(Target).Should().Equal(Content);
        File.Delete(Target);
        server.Refuses("/elsewhere/file.bin", "307 Moved\r\nLocation: /file.bin");
        Fetching().Should().Throw<BadInputException>().WithMessage("*/file.bin: it redirects more than 10 times, expected the file");
    }

    [Fact]
    public void A_body_without_an_end_is_left_where_the_file_ends_and_nothing_is_kept()
    {
        server.ServesForever("/file.bin");

        Fetching().Should().Throw<BadInputException>()
            .WithMessage($"*/file.bin: it serves more than the {Content.Length} bytes that the file has; nothing was kept");

        Directory.GetFiles(folder["downloads"]).Should().BeEmpty();
    }

    [Fact]
    public void A_length_beyond_the_files_is_refused_before_anything_is_taken()
    {
        server.Serves("/file.bin", new byte[Content.Length + 1]);

        Fetching().Should().Throw<BadInputException>().WithMessage("*it serves more than the 5000 bytes*");
    }

    [Fact]
    public void A_part_that_is_longer_than_the_file_is_begun_anew()
    {
        WritePart(new byte[Content.Length + 1000]);
        server.Serves("/file.bin", Content);

        Fetch();

        server.Requests.Should().Equal("/file.bin");
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void What_a_server_says_of_its_refusal_is_cut_off_after_80_characters()
    {
        server.Refuses("/file.bin", "404 " + new string('x', 5000));

        Fetching().Should().Throw<BadInputException>().Which.Message.Should()
            .HaveLength($"{server.Address}file.bin: the server answers 404 (…), expected the file".Length + 80);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_part_that_leads_to_another_file_is_replaced_and_the_other_file_stays(bool symbolic)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A second name is told as Linux does.");
        Directory.CreateDirectory(folder["downloads"]);
        File.WriteAllText(folder["mine"], "mine");
        if (symbolic) File.CreateSymbolicLink(Target + Download.Part, folder["mine"]);
        else System.Diagnostics.Process.Start("ln", [folder["mine"], Target + Download.Part]).WaitForExit();
        server.Serves("/file.bin", Content);

        Fetch();

        File.ReadAllText(folder["mine"]).Should().Be("mine");
        File.ReadAllBytes(Target).Should().Equal(Content);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_from_one_that_refuses()
    {
        var gone = new LoopbackServer();
        var address = gone.Address;
        gone.Dispose();

        var fetching = () => new Download(client).Fetch(new Uri(address, "file.bin"), Target, Expected, Content.Length);

        fetching.Should().Throw<BadInputException>().WithMessage("*/file.bin: cannot connect to the server");
    }

    [Fact]
    public void A_published_beginning_of_a_checksum_is_enough_where_no_more_is_published()
    {
        server.Serves("/file.bin", Content);

        new Download(client).Fetch(new Uri(server.Address, "file.bin"), Target, Expected with { Hex = Expected.Hex[..8] }, Content.Length);

        File.Exists(Target).Should().BeTrue();
    }

    private void Fetch(IProgress<Amount>? progress = null) =>
        new Download(client).Fetch(new Uri(server.Address, "file.bin"), Target, Expected, Content.Length, progress);

    private Action Fetching() => () => Fetch();

    private void WritePart(byte[] bytes)
    {
        Directory.CreateDirectory(folder["downloads"]);
        File.WriteAllBytes(Target + Download.Part, bytes);
    }

    private sealed class Told : IProgress<Amount>
    {
        public List<Amount> All { get; } = [];

        public void Report(Amount value) => All.Add(value);
    }
}
