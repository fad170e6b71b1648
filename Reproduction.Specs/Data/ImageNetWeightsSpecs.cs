using System.Security.Cryptography;
using Reproduction.Data;
using Reproduction.Files;
using Reproduction.Models;

namespace Reproduction.Specs.Data;

public sealed class ImageNetWeightsSpecs : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3, 4];

    private readonly TemporaryFolder folder = new();

    /// <summary>Weights whose checksum is that of <see cref="Content"/>, under two names as the published ones have.</summary>
    private static ImageNetWeights Weights
    {
        get
        {
            var sha256 = new Checksum(Convert.ToHexStringLower(SHA256.HashData(Content)));
            return new("efficientnet_b0", [new("new.pth", sha256), new("old.pth", sha256)], 1);
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_of_B0_to_B7_has_a_present_and_a_former_name_and_the_present_one_begins_its_checksum()
    {
        ImageNetWeights.All.Select(weights => weights.Architecture).Should()
            .Equal(EfficientNetArchitecture.Family.Select(member => member.Name));
        foreach (var weights in ImageNetWeights.All)
        {
            weights.Files.Should().HaveCount(2);
            weights.Files.Should()
                .AllSatisfy(file => file.Name.Should().MatchRegex($"^{weights.Architecture}_(rwightman|lukemelas)-[0-9a-f]{{8}}\\.pth$"));
            weights.Files[0].Name.Should().EndWith($"-{weights.Files[0].Sha256.Hex[..8]}.pth");
        }
    }

    /// <summary>The names in torchvision 0.14, and the sums that its users reported (pytorch/vision, issue 7744).</summary>
    [Theory]
    [InlineData("efficientnet_b0_rwightman-3dd342df.pth", "7f5810bc96def8f7552d5b7e68d53c4786f81167d28291b21c0d90e1fca14934")]
    [InlineData("efficientnet_b1_rwightman-533bc792.pth", "533bc792")]
    [InlineData("efficientnet_b2_rwightman-bcdf34b7.pth", "c35c147384e385a5bab5a8eabdabbe5a3df0487ee4a554108626ae474a5bf755")]
    [InlineData("efficientnet_b3_rwightman-cf984f9c.pth", "b3899882250c22946d0229d266049fcd133c169233530b36b9ffa7983988362f")]
    [InlineData("efficientnet_b4_rwightman-7eb33cd5.pth", "23ab8bcd5bdbef61a7a43b91adcad81f622fd7f36fb4935a569828d77888c44e")]
    [InlineData("efficientnet_b5_lukemelas-b6417697.pth", "1a07897c0d357db7981640f6be44a63420f11deb932344a69768b62ebe272946")]
    [InlineData("efficientnet_b6_lukemelas-c76e70fd.pth", "24a108a596a00ad522bdfb9a2d98a9bd31819dfd7e37dd96bad6bb5bc00d6015")]
    [InlineData("efficientnet_b7_lukemelas-dcc49843.pth", "c5b4e57e0da1a10bb4f8a5b410dd3b7b6e7461f9b757209be29409707c3d87dd")]
    public void A_former_name_stands_for_the_sum_that_its_file_really_has(string name, string sha256) =>
        ImageNetWeights.Named(name[..15])!.Files[1].Should().Be(new ImageNetFile(name, new Checksum(sha256)));

    [Theory]
    [InlineData("new.pth")]
    [InlineData("old.pth")]
    public void The_file_is_found_under_either_name_in_the_first_folder_that_has_it(string name)
    {
        folder.MakeFolder("empty");
        File.WriteAllBytes(Path.Combine(folder.MakeFolder("first"), name), Content);
        File.WriteAllBytes(Path.Combine(folder.MakeFolder("second"), "new.pth"), Content);

        Weights.In([folder["absent"], folder["empty"], folder["first"], folder["second"]]).Should().Be(folder[$"first/{name}"]);
    }

    [Fact]
    public void A_file_of_the_right_name_with_another_checksum_is_refused_and_no_other_taken_silently()
    {
        File.WriteAllBytes(Path.Combine(folder.MakeFolder("first"), "old.pth"), [9]);
        File.WriteAllBytes(Path.Combine(folder.MakeFolder("second"), "new.pth"), Content);

        var finding = () => Weights.In([folder["first"], folder["second"]]);

        finding.Should().Throw<BadInputException>()
            .WithMessage($"{folder["first/old.pth"]}: SHA256 *, expected {Weights.Files[0].Sha256.Hex}, the published checksum");
    }

    [Fact]
    public void Where_no_folder_has_it_the_message_names_folders_and_names_and_how_to_get_it()
    {
        var finding = () => Weights.In(["/one", "/two"]);

        finding.Should().Throw<BadInputException>()
            .WithMessage(
                "ImageNet weights of efficientnet_b0: no new.pth or old.pth in /one, /two; get them with: reproduction data fetch "
                + "efficientnet_b0");
    }

    [Fact]
    public void Networks_of_ones_own_have_none()
    {
        var finding = () => ImageNetWeights.Find(EfficientNetArchitecture.Named("efficientnet_w0.5_d0.4"), null);

        finding.Should().Throw<BadInputException>().WithMessage("ImageNet weights of efficientnet_w0.5_d0.4: torchvision publishes none*");
    }

    [Fact]
    public void Fetching_downloads_the_present_name_once_and_checks_it()
    {
        using var server = new LoopbackServer();
        server.Serves("/new.pth", Content);
        using var client = LoopbackServer.NewClient();

        Weights.Fetch(new Download(client), server.Address, folder["data"]).Should().Be(folder["data/new.pth"]);
        Weights.Fetch(new Download(client), server.Address, folder["data"]);

        File.ReadAllBytes(folder["data/new.pth"]).Should().Equal(Content);
        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public void What_is_served_with_another_checksum_is_not_kept()
    {
        using var server = new LoopbackServer();
        server.Serves("/new.pth", [5, 6]);
        using var client = LoopbackServer.NewClient();

        var fetching = () => Weights.Fetch(new Download(client), server.Address, folder["data"]);

        fetching.Should().Throw<BadInputException>().WithMessage("*new.pth: what it serves has SHA256 *, expected *; nothing was kept");
        Directory.GetFiles(folder["data"]).Should().BeEmpty();
    }
}
